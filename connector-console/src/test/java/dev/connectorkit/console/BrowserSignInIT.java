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
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser signs in at https://huggingface.co/oauth/authorize, which is the stand-in. */
@Tag("browser")
class BrowserSignInIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONSENT = "https://huggingface.co/oauth/authorize?";

  private BrowserWorld world;
  private Chromium browser;

  @BeforeAll
  static void requireABrowser() {
    Chromium.require();
  }

  @BeforeEach
  void open(@TempDir Path profile) throws IOException {
    world = new BrowserWorld();
    browser = Chromium.start(world.internet.proxy(), world.internet.authority(), profile);
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void signsInAndOut() {
    home();
    browser.screenshots("1-sign-in");
    press("sign-in-huggingface");
    browser.screenshots("2-provider-login");
    press("person-ada-example");
    arrivesAt(CONSENT);
    browser.screenshots("3-consent");
    press("authorize");

    assertThat(text("name")).isEqualTo("Ada Example");
    assertThat(text("email")).contains("ada-example@people.example", "verified");
    assertThat(text("identity")).isEqualTo("huggingface:5f0000000000000000000001");
    assertThat(text("scopes")).contains("openid", "profile", "email");
    assertThat(browser.driver.getCurrentUrl()).isEqualTo(world.baseUrl + "/me");
    browser.screenshots("4-profile");

    press("sign-out");
    arrivesHome();
    browser.driver.get(world.baseUrl + "/me");
    assertThat(browser.driver.getCurrentUrl()).isEqualTo(world.baseUrl + "/");
  }

  @Test
  void consentCanBeDenied() {
    home();
    press("sign-in-huggingface");
    press("person-grace-example");
    press("cancel");

    assertThat(text("message")).isEqualTo("You said no");
    browser.screenshots("5-denied");
    press("again");
    arrivesHome();
  }

  @Test
  void twoTabsFinishInAnyOrder() {
    home();
    String first = browser.driver.getWindowHandle();
    press("sign-in-huggingface");
    press("person-ada-example");
    arrivesAt(CONSENT);
    browser.driver.switchTo().newWindow(WindowType.TAB);
    home();
    press("sign-in-huggingface");
    press("authorize");
    assertThat(text("name")).isEqualTo("Ada Example");

    browser.driver.switchTo().window(first);
    press("authorize");
    assertThat(text("name")).isEqualTo("Ada Example");
  }

  @Test
  void aReplayedCallbackIsToldApart() {
    home();
    press("sign-in-huggingface");
    press("person-ada-example");
    press("authorize");
    text("name");
    String callback =
        world.internet.journal().at("/oauth/authorize").stream()
            .map(exchange -> exchange.response().headers().getOrDefault("Location", ""))
            .filter(location -> location.contains("code="))
            .findFirst()
            .orElseThrow();

    browser.driver.get(callback);

    assertThat(text("message")).isEqualTo("This sign-in was used already");
    assertThat(browser.driver.findElement(By.id("profile")).isDisplayed()).isTrue();
    browser.screenshots("6-replayed");
    assertThat(world.internet.journal().at("/oauth/token")).hasSize(1);
  }

  @Test
  void theRedirectUriCanBeCopied() {
    home();

    assertThat(text("uri-huggingface")).isEqualTo(world.baseUrl + "/callback/huggingface");
    assertThat(
            browser.driver.findElement(By.cssSelector("[data-copy=uri-huggingface]")).isDisplayed())
        .isTrue();
  }

  private void home() {
    browser.driver.get(world.baseUrl.toString());
  }

  private void press(String id) {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(By.id(id)))
        .click();
  }

  /** A click returns before the page it leads to is there. */
  private void arrivesAt(String start) {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(driver -> String.valueOf(driver.getCurrentUrl()).startsWith(start));
  }

  private void arrivesHome() {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.urlToBe(world.baseUrl + "/"));
  }

  private String text(String id) {
    return new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.visibilityOfElementLocated(By.id(id)))
        .getText();
  }
}
