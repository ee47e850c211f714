package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.console.instance.InstanceChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The operator's journey in a real browser, and what the pages look like. */
@Tag("browser")
class BrowserConsoleIT {

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
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void fromTheSetUpLinkToTheListByKeyboard() {
    browser.driver.get(console.setUpLink().orElseThrow().toString());
    browser.look("console-set-up");
    // The name has the focus; everything else is reached by Tab.
    Keyboard keyboard = browser.keyboard;
    keyboard.press(ConsoleWorld.NAME, Keys.TAB);
    keyboard.press(ConsoleWorld.PASSWORD, Keys.TAB);
    keyboard.press(ConsoleWorld.PASSWORD, Keys.ENTER);
    heading("Connectors");
    assertThat(browser.driver.findElement(By.id("connector-huggingface-universal")).getText())
        .contains("Hugging Face", "SHA-256");
    browser.look("console-connectors");

    keyboard.enter("sign-out");
    heading("Operator sign-in");
    browser.look("console-sign-in");
    keyboard.press(ConsoleWorld.NAME, Keys.TAB, "not that one", Keys.ENTER);
    appears("problem");
    browser.look("console-sign-in-refused");
    keyboard.type("password", ConsoleWorld.PASSWORD, Keys.ENTER);
    heading("Instances");

    for (String id : List.of("first", "second")) {
      console
          .instances()
          .create(
              id,
              "huggingface-universal",
              new InstanceChange(
                  Map.of("clientId", "client", "clientSecret", "secret"), Set.of(), "The " + id),
              "ada");
    }
    browser.driver.navigate().refresh();
    browser.look("console-instances");
    // The button keeps its name, so people who do not see the page know what it does.
    keyboard.enter(By.cssSelector("button[aria-label='Move The second up']"));
    new WebDriverWait(browser.driver, PATIENCE).until(ExpectedConditions.urlContains("done=moved"));
    // It is the same entry that has the focus, at the one arrow that is left to it.
    assertThat(browser.driver.switchTo().activeElement().getDomAttribute("id"))
        .isEqualTo("down-second");
    assertThat(browser.driver.findElement(By.id("notice")).getText())
        .isEqualTo("'The second' moved up.");
    assertThat(
            browser.driver.findElements(By.cssSelector("li.instance h2")).stream()
                .map(WebElement::getText))
        .containsExactly("The second", "The first");

    keyboard.enter("switch-second");
    appears("anyway");
    browser.look("console-enable");
    keyboard.enter("anyway");
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.urlContains("done=enabled"));
    var people = new ConsoleBrowser(console.address());
    people.post("/sign-in/second", Map.of());
    people.get("/callback/second?state=unknown&code=any");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              browser.driver.get(console.publicUrl() + "/admin/sign-ins");
              return !browser.driver.findElements(By.id("sign-ins")).isEmpty();
            });
    browser.look("console-sign-ins");

    browser.driver.findElement(By.linkText("Activity")).click();
    heading("Activity");
    browser.driver.findElement(By.cssSelector("summary")).click();
    browser.look("console-activity");
  }

  @Test
  void thePagesThatAreSeldomSeen() {
    browser.driver.get(console.setUpLink().orElseThrow().toString());
    browser.keyboard.press(
        ConsoleWorld.NAME,
        Keys.TAB,
        ConsoleWorld.PASSWORD,
        Keys.TAB,
        "another long one",
        Keys.ENTER);
    appears("problem");
    browser.look("console-set-up-refused");
    browser.keyboard.type("password", ConsoleWorld.PASSWORD);
    browser.keyboard.type("again", ConsoleWorld.PASSWORD, Keys.ENTER);
    heading("Connectors");

    go("/admin/password");
    browser.look("console-password");
    browser.keyboard.type("former", "not that one");
    browser.keyboard.type("password", "other long words");
    browser.keyboard.type("again", "other long words", Keys.ENTER);
    appears("problem");
    browser.look("console-password-refused");

    ConsoleWorld.offer(console, "hub");
    go("/admin/instances/hub/remove");
    browser.look("console-remove");
    go("/admin/nothing");
    heading("No such page");
    browser.look("console-message");
    go("/admin/set-up/ended");
    heading("This link has ended");
    go("/admin/instances");
    browser.driver.manage().deleteAllCookies();
    browser.driver.findElement(By.id("switch-hub")).click();
    heading("That was refused");
    browser.look("console-message-signed-out");
  }

  private void go(String path) {
    browser.driver.get(console.publicUrl() + path);
  }

  private void appears(String id) {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.visibilityOfElementLocated(By.id(id)));
  }

  private void heading(String text) {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.textToBe(By.tagName("h1"), text));
  }
}
