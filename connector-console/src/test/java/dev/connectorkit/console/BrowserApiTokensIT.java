package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The pages that are about programs, in a real browser. */
@Tag("browser")
class BrowserApiTokensIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @TempDir Path profile;
  private ConsoleWorld world;
  private ConsoleServer console;
  private Chromium browser;

  @BeforeAll
  static void needsABrowser() {
    Chromium.require();
  }

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    browser = Chromium.start(world.internet.proxy(), world.internet.authority(), profile);
    browser.driver.get(console.setUpLink().orElseThrow().toString());
    type("name", ConsoleWorld.NAME);
    type("password", ConsoleWorld.PASSWORD);
    type("again", ConsoleWorld.PASSWORD + Keys.ENTER);
    heading("Connectors");
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void aTokenIsMadeUsedAndRevokedByKeyboard() {
    Keyboard keyboard = browser.keyboard;
    keyboard.enter(By.linkText("API tokens"));
    heading("API tokens");
    keyboard.type("name", "a:b");
    keyboard.type("days", "0");
    keyboard.type("right-change", Keys.SPACE);
    keyboard.type("password", ConsoleWorld.PASSWORD);
    keyboard.enter("make");
    wait(By.id("days-error"));
    assertThat(browser.driver.findElement(By.id("name-error")).isDisplayed()).isTrue();
    browser.look("console-api-token-refused");

    // Tab selects what is in a field, and a key takes its place.
    keyboard.type("name", "nightly job");
    keyboard.type("days", "90");
    keyboard.type("password", ConsoleWorld.PASSWORD, Keys.ENTER);
    wait(By.id("token"));
    browser.look("console-api-token");
    var program =
        new ApiProgram(console.address(), browser.driver.findElement(By.id("token")).getText());
    program.get("/status").expect(200);

    keyboard.enter(By.linkText("API tokens"));
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.invisibilityOfElementLocated(By.id("token")));
    browser.look("console-api-tokens");
    assertThat(browser.driver.findElement(By.tagName("main")).getText())
        .contains("nightly job", "token:nightly job", "by ada", "read, change");
    keyboard.enter(By.cssSelector("button.danger"));
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.urlContains("done=revoked"));
    program.get("/status").expect(401);
  }

  @Test
  void aProgramsTryIsFinishedInABrowser() {
    ApiProgram program = new ApiProgram(console.address(), made("ci"));
    program
        .post(
            "/instances",
            """
            {"id": "huggingface", "connector": "huggingface-universal",
             "config": {"clientId": "client", "clientSecret": "canary-client-secret",
                        "scope": "openid profile email"}}
            """)
        .expect(201);
    ApiProgram.Answer begun = program.post("/instances/huggingface/tries").expect(201);
    browser.driver.manage().deleteAllCookies();

    browser.driver.get(begun.text("/link"));
    browser.look("console-program-try");
    browser.driver.findElement(By.id("go")).sendKeys(Keys.ENTER);
    wait(By.id("person-ada-example")).click();
    wait(By.id("authorize")).click();
    heading("The try passed");
    browser.look("console-program-try-over");

    assertThat(
            program.get("/tries/" + begun.text("/id")).expect(200).text("/report/profile/username"))
        .isEqualTo("ada-example");
    browser.driver.get(begun.text("/link"));
    heading("This link has ended");
  }

  private String made(String name) {
    browser.driver.findElement(By.linkText("API tokens")).click();
    heading("API tokens");
    browser.driver.findElement(By.id("right-change")).click();
    type("name", name);
    type("password", ConsoleWorld.PASSWORD + Keys.ENTER);
    return wait(By.id("token")).getText();
  }

  private void type(String id, CharSequence text) {
    browser.driver.findElement(By.id(id)).sendKeys(text);
  }

  private WebElement wait(By element) {
    return new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(element));
  }

  private void heading(String text) {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.textToBe(By.tagName("h1"), text));
  }
}
