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
import org.openqa.selenium.WebElement;
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
    browser.look("1-sign-in");
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
    assertThat(browser.driver.executeScript("return document.querySelector('img').naturalWidth"))
        .as("the picture that the provider has of her")
        .isNotEqualTo(0L);
    browser.look("4-profile");
    browser.driver.findElement(By.tagName("summary")).click();
    browser.look("4-profile-raw");

    press("sign-out");
    arrivesHome();
    browser.driver.get(world.baseUrl + "/me");
    assertThat(browser.driver.getCurrentUrl()).isEqualTo(world.baseUrl + "/");
  }

  @Test
  void theSameWithAKeyboardAlone() {
    home();
    browser.keyboard.enter("sign-in-huggingface");
    browser.keyboard.enter("person-ada-example");
    browser.keyboard.enter("authorize");
    assertThat(text("name")).isEqualTo("Ada Example");
    browser.keyboard.enter("sign-out");
    arrivesHome();
  }

  @Test
  void consentCanBeDenied() {
    home();
    press("sign-in-huggingface");
    press("person-grace-example");
    press("cancel");

    assertThat(text("message")).isEqualTo("You said no");
    browser.look("5-denied");
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
    browser.look("6-replayed");
    assertThat(world.internet.journal().at("/oauth/token")).hasSize(1);
  }

  @Test
  void theRedirectUriIsCopied() {
    browser.permit(world.baseUrl, "clipboard-read", true);
    browser.permit(world.baseUrl, "clipboard-write", true);
    home();
    assertThat(text("uri-huggingface")).isEqualTo(world.baseUrl + "/callback/huggingface");

    copy().click();

    says(copy(), "Copied");
    assertThat(browser.clipboard()).isEqualTo(world.baseUrl + "/callback/huggingface");
    browser.look("7-copied");
  }

  @Test
  void whatMayNotBeCopiedIsSelected() {
    browser.permit(world.baseUrl, "clipboard-write", false);
    home();

    copy().click();

    says(copy(), "Selected");
    assertThat(browser.driver.executeScript("return getSelection().toString()"))
        .isEqualTo(world.baseUrl + "/callback/huggingface");
  }

  @Test
  void noButtonPromisesWhatTheBrowserCannotDo() {
    browser.driver.get("http://" + Chromium.LAN + ":" + world.baseUrl.getPort() + "/");

    assertThat(text("uri-huggingface")).isEqualTo(world.baseUrl + "/callback/huggingface");
    assertThat(browser.driver.executeScript("return isSecureContext")).isEqualTo(false);
    assertThat(copy().isDisplayed()).isFalse();
  }

  private WebElement copy() {
    return browser.driver.findElement(By.cssSelector("[data-copy=uri-huggingface]"));
  }

  private void says(WebElement element, String text) {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.textToBePresentInElement(element, text));
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
