package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Applications, the preview and the public pages in a real browser, and what they look like. */
@Tag("browser")
class HandoverBrowserIT {

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
    for (String id : List.of("huggingface", "staff", "draft")) {
      ConsoleWorld.add(console, id, id.equals("staff") ? "Staff account" : "");
    }
    console.instances().enable("huggingface", true, "test");
    console.instances().enable("staff", true, "test");
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void anOperatorRegistersAnApplicationAndAPersonSignsInForIt() {
    signInAsOperator();
    go("/admin/applications");
    browser.look("applications-none");
    Keyboard keyboard = browser.keyboard;
    keyboard.enter("register");
    keyboard.type("name", "Shop");
    keyboard.type("redirect-uris", "http://shop.example/callback");
    keyboard.type("instance-huggingface", Keys.SPACE);
    keyboard.enter("save");
    assertThat(element("problems").getText()).contains("must begin with https://");
    browser.look("application-refused");
    keyboard.tabTo("redirect-uris");
    keyboard.clear();
    keyboard.press(TestApplication.RETURN);
    keyboard.enter("save");
    assertThat(element("client-secret").getText()).matches("[A-Za-z0-9_-]{43}");
    browser.look("application-secret");
    String secret = element("client-secret").getText();
    keyboard.enter("on");
    assertThat(element("client-id").getText()).matches("[A-Za-z0-9_-]{22}");
    assertThat(browser.driver.getPageSource()).doesNotContain(secret);
    browser.look("application");
    go("/admin/applications");
    browser.look("applications");
    go(
        "/admin/applications/"
            + console.handover().applications().list().get(0).clientId()
            + "/remove");
    browser.look("application-remove");

    var shop =
        new TestApplication(
            new Applications.Registered(
                console.handover().applications().list().get(0), Secret.of(secret)));
    TestApplication.Session session = TestApplication.session();
    go(shop.authorize(session));
    browser.look("application-choice");
    press("sign-in-huggingface");
    press("person-ada-example");
    press("authorize");
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.urlContains("shop.example"));
    URI answer = URI.create(browser.driver.getCurrentUrl());
    String code = TestApplication.code(session, answer).orElseThrow();
    assertThat(shop.exchange(console.address(), session, code).statusCode()).isEqualTo(200);
  }

  @Test
  void anOperatorSeesThePageBeforePeopleDoAndArrangesIt() {
    signInAsOperator();
    go("/admin/sign-in-page");
    browser.look("sign-in-page");
    assertThat(shown(".scheme-dark .provider"))
        .containsExactly("Sign in with Hugging Face", "Sign in with Staff account");
    browser.keyboard.enter(By.cssSelector("button[aria-label='Move Staff account up']"));
    new WebDriverWait(browser.driver, PATIENCE).until(ExpectedConditions.urlContains("done=moved"));
    go("/admin/sign-in-page?drafts=yes&language=de");
    assertThat(shown(".scheme-light .provider"))
        .containsExactly(
            "Mit Staff account anmelden", "Mit Hugging Face anmelden", "Mit Hugging Face anmelden");
    browser.look("sign-in-page-drafts");
    element("phone").click();
    press("show");
    new WebDriverWait(browser.driver, PATIENCE).until(ExpectedConditions.urlContains("phone=yes"));
    assertThat(browser.driver.findElement(By.className("preview")).getSize().width)
        .as("what was chosen before stays so")
        .isEqualTo(360);
    assertThat(shown(".scheme-light .provider")).hasSize(3).contains("Mit Staff account anmelden");
    browser.look("sign-in-page-phone");

    go("/");
    assertThat(shown("button.provider"))
        .containsExactly("Sign in with Staff account", "Sign in with Hugging Face");
    assertThat(browser.driver.findElements(By.className("setup"))).isEmpty();
  }

  @Test
  void anOperatorGivesAnInstanceALogoOfItsOwn() throws IOException {
    Path logo =
        Files.writeString(
            folder.resolve("staff.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>"
                + "<circle cx='4' cy='4' r='4' fill='#c2410c'/></svg>");
    Path hostile = Files.writeString(folder.resolve("hostile.svg"), "<svg><script/></svg>");
    signInAsOperator();
    go("/admin/instances/staff");
    press("logo");
    element("light-file").sendKeys(hostile.toString());
    press("light-upload");
    assertThat(element("problem").getText()).contains("'script'");
    browser.look("logo-refused");
    element("light-file").sendKeys(logo.toString());
    press("light-upload");
    element("light-remove");
    browser.look("logo");
    assertThat(element("light-logo").getDomAttribute("src")).startsWith("/picture/");
    assertThat(
            browser.driver.executeScript(
                "return document.getElementById('light-logo').naturalWidth"))
        .isNotEqualTo(0L);
    go("/");
    browser.look("public-own-logo");
  }

  @Test
  void thePublicPageIsForEverybody() {
    looksRightIn(List.of("en", "ja"));
  }

  @Test
  @EnabledIfSystemProperty(
      named = "tests",
      matches = "all",
      disabledReason = "Looks at each language, which mvn verify -Dtests=all does.")
  void thePublicPageIsForEverybodyInEveryLanguage() {
    looksRightIn(List.of("de", "zh-CN", "pt", "fr", "es"));
  }

  private void looksRightIn(List<String> languages) {
    browser.scripts(false);
    for (String tag : languages) {
      browser.driver.executeCdpCommand("Network.enable", Map.of());
      browser.driver.executeCdpCommand(
          "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", tag)));
      go("/");
      browser.scripts(true);
      browser.look("public-" + tag);
      assertThat(browser.driver.findElement(By.tagName("html")).getDomAttribute("lang"))
          .startsWith(tag.substring(0, 2));
      browser.scripts(false);
      go("/callback/huggingface?state=unknown");
      assertThat(element("message").getText()).isNotEmpty();
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private List<String> shown(String selector) {
    return browser.driver.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  private void signInAsOperator() {
    browser.driver.get(console.setUpLink().orElseThrow().toString());
    element("name").sendKeys(ConsoleWorld.NAME);
    element("password").sendKeys(ConsoleWorld.PASSWORD);
    element("again").sendKeys(ConsoleWorld.PASSWORD, Keys.ENTER);
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.textToBe(By.tagName("h1"), "Connectors"));
  }

  private void go(String path) {
    browser.driver.get(world.publicUrl + path);
  }

  private WebElement element(String id) {
    return new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(By.id(id)));
  }

  private void press(String id) {
    element(id).click();
  }
}
