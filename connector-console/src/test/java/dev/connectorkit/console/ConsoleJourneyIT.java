package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

/** From an empty console to a person who signs in, in a real browser. */
@Tag("browser")
class ConsoleJourneyIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SECRET = "CANARY-client-secret";

  private JourneyWorld world;
  private Chromium browser;

  @BeforeAll
  static void requireABrowser() {
    Chromium.require();
  }

  @BeforeEach
  void open(@TempDir Path profile, @TempDir Path data) throws IOException {
    world = new JourneyWorld(data);
    browser = Chromium.start(world.internet.proxy(), world.internet.authority(), profile);
    browser.driver.get(world.setUpLink().toString());
    type("name", "olga");
    type("password", "correct horse battery");
    type("again", "correct horse battery");
    press("set-up");
    waitFor("sign-out");
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void anInstanceIsAddedCorrectedTriedEnabledAndUsed() {
    go("/admin/instances/new?connector=huggingface-universal");
    assertThat(text("redirect-uri")).isEqualTo(world.url + "/callback/huggingface");
    browser.look("console-new");

    // Nothing is entered: it is not saved, and says why at the field.
    type("field-scope", "openid profile email");
    press("save");
    waitFor("problems");
    assertThat(text("field-clientId-error")).isEqualTo("Client ID is required.");
    assertThat(value("field-scope")).isEqualTo("openid profile email");
    browser.look("console-errors");

    type("field-clientId", "client");
    type("field-clientSecret", "not-the-secret-7");
    press("save");
    waitFor("try");
    assertThat(browser.driver.getPageSource()).doesNotContain("not-the-secret-7");
    browser.look("console-draft");
    go("/");
    assertThat(browser.driver.findElements(By.className("provider"))).isEmpty();

    // A wrong secret: red, and it stands at the field.
    go("/admin/instances/huggingface");
    press("try");
    press("person-ada-example");
    press("authorize");
    assertThat(text("verdict")).isEqualTo("The try failed");
    assertThat(text("advice")).contains("enter the secret again");
    browser.look("console-try-failed");
    press("field");
    waitFor("field-clientSecret");
    assertThat(browser.driver.getCurrentUrl()).endsWith("#field-clientSecret");

    type("field-clientSecret", SECRET);
    press("save");
    waitFor("try");
    // From behind a proxy that passes on what anybody may claim.
    browser.driver.executeCdpCommand("Network.enable", Map.of());
    browser.driver.executeCdpCommand(
        "Network.setExtraHTTPHeaders",
        Map.of(
            "headers",
            Map.of("X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example")));
    press("try");
    assertThat(text("verdict")).isEqualTo("The try passed");
    assertThat(text("profile-name")).isEqualTo("Ada Example");
    // Displayed equals sent.
    assertThat(text("redirect-uri")).isEqualTo(world.url + "/callback/huggingface");
    world
        .internet
        .journal()
        .at("/oauth/token")
        .forEach(
            exchange ->
                assertThat(exchange.request().formParameter("redirect_uri"))
                    .contains(world.url + "/callback/huggingface"));
    assertThat(browser.driver.getPageSource()).doesNotContain("CANARY");
    browser.look("console-try-passed");

    press("enable");
    waitFor("instance-huggingface");
    assertThat(text("instance-huggingface")).contains("enabled");
    browser.look("console-instances");

    go("/");
    press("sign-in-huggingface");
    assertThat(text("name")).isEqualTo("Ada Example");
  }

  @Test
  void theSameWithAKeyboardAlone() {
    Keyboard keyboard = browser.keyboard;
    go("/admin/instances/new?connector=huggingface-universal");
    keyboard.type("field-clientId", "client");
    // In a field it saves.
    keyboard.type("field-clientSecret", SECRET, Keys.ENTER);
    keyboard.enter("try");
    keyboard.enter("person-ada-example");
    keyboard.enter("authorize");
    assertThat(text("verdict")).isEqualTo("The try passed");
    keyboard.enter("enable");
    waitFor("instance-huggingface");
    assertThat(text("instance-huggingface")).contains("enabled");
  }

  @Test
  void aStoredSecretIsKeptAndTheConfigCanBeWrittenAsJson() {
    add();
    assertThat(browser.driver.getPageSource()).contains("Stored since").doesNotContain("CANARY");

    press("view");
    waitFor("config-json");
    assertThat(value("config-json")).contains("\"clientId\" : \"client\"").doesNotContain("CANARY");
    browser.look("console-json");
    type("config-json", "{\"clientId\": \"client\", \"scope\": \"openid profile\"}");
    press("save");
    waitFor("field-scope");
    assertThat(value("field-scope")).isEqualTo("openid profile");
    assertThat(browser.driver.getPageSource()).contains("Stored since");

    press("check");
    assertThat(text("verdict")).isEqualTo("The provider accepts the client");
    browser.look("console-check");
  }

  @Test
  void withoutScriptAllOfItWorks() {
    browser.scripts(false);
    go("/admin/instances/new?connector=huggingface-universal");
    type("instance-id", "staff");
    press("preview");
    browserWait()
        .until(ExpectedConditions.textToBe(By.id("redirect-uri"), world.url + "/callback/staff"));
    type("field-clientId", "client");
    press("save");
    waitFor("try");
    assertThat(browser.driver.getCurrentUrl()).contains("/admin/instances/staff");
  }

  @Test
  void theNameOfAnotherPersonsChangeIsNotOverwritten() {
    add();
    String first = browser.driver.getWindowHandle();
    browser.driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB);
    go("/admin/instances/huggingface");
    type("instance-name", "Hub");
    press("save");
    waitFor("try");
    browser.driver.switchTo().window(first);

    type("field-scope", "openid");
    press("save");
    waitFor("problems");

    assertThat(text("problems")).contains("Somebody else changed this instance meanwhile");
    assertThat(value("field-scope")).isEqualTo("openid");
  }

  private void add() {
    go("/admin/instances/new?connector=huggingface-universal");
    type("field-clientId", "client");
    type("field-clientSecret", SECRET);
    press("save");
    waitFor("try");
  }

  private void go(String path) {
    browser.driver.get(world.url + path);
  }

  private void press(String id) {
    WebElement element = browserWait().until(ExpectedConditions.elementToBeClickable(By.id(id)));
    element.click();
  }

  private void type(String id, String text) {
    WebElement field = browserWait().until(ExpectedConditions.presenceOfElementLocated(By.id(id)));
    field.clear();
    field.sendKeys(text);
  }

  private void waitFor(String id) {
    browserWait().until(ExpectedConditions.presenceOfElementLocated(By.id(id)));
  }

  private String text(String id) {
    return browserWait().until(ExpectedConditions.visibilityOfElementLocated(By.id(id))).getText();
  }

  private String value(String id) {
    return browserWait()
        .until(ExpectedConditions.presenceOfElementLocated(By.id(id)))
        .getDomProperty("value");
  }

  private WebDriverWait browserWait() {
    return new WebDriverWait(browser.driver, PATIENCE);
  }
}
