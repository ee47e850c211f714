package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.form.FormSite;
import dev.connectorkit.testkit.world.FakeInternet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Config forms in a real browser: seen, heard, and used without a mouse and without a script. */
@Tag("browser")
class ConfigFormIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static FormSite site;
  private static FakeInternet nowhere;
  private static Chromium browser;

  @BeforeAll
  static void open(@TempDir Path profile) throws IOException {
    Chromium.require();
    site = new FormSite();
    nowhere = FakeInternet.builder().start();
    browser = Chromium.start(nowhere.proxy(), nowhere.authority(), profile);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      nowhere.close();
      site.close();
    }
  }

  @BeforeEach
  void scriptsRun() {
    browser.scripts(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apple-universal",
        "discord-universal",
        "github-universal",
        "gitlab-universal",
        "google-universal",
        "huggingface-universal",
        "linkedin-universal",
        "microsoft-universal",
        "oauth2",
        "oidc",
        "slack-universal"
      })
  void everyShippedFormIsAccessibleUnderTheStrictPolicy(String connector) {
    go("/shipped/" + connector);
    all("details")
        .forEach(details -> browser.driver.executeScript("arguments[0].open = true", details));

    browser.look("form-" + connector);
  }

  @Test
  void aHostileSchemaDoesNothingAndFitsAPhone() {
    go("/hostile");

    browser.look("form-hostile");
  }

  @Test
  void fieldsFollowTheChoiceAtOnce() {
    go("/everything");
    WebElement bundle = one("field-bundle");
    assertThat(bundle.isDisplayed()).isFalse();

    new Select(one("field-kind")).selectByVisibleText("App");
    assertThat(bundle.isDisplayed()).isTrue();
    new Select(one("field-kind")).selectByVisibleText("Web");
    assertThat(bundle.isDisplayed()).isFalse();
  }

  @Test
  void withoutScriptEveryFieldCanBeReachedAndSaved() {
    browser.scripts(false);
    go("/everything");
    assertThat(one("field-bundle").isDisplayed()).isTrue();

    one("field-name").sendKeys("Ada");
    one("field-bundle").sendKeys("app.example");
    one("field-hosts").sendKeys("a.example\nb.example");
    one("field-off").click();
    one("save").click();
    waited("problems");

    assertThat(site.posted)
        .containsEntry("name", "Ada")
        .containsEntry("bundle", "app.example")
        .containsEntry("hosts", List.of("a.example", "b.example"))
        .containsEntry("off", true);
    assertThat(all("#problems li").stream().map(WebElement::getText))
        .containsExactly("Kind is required.", "Host is required.");
  }

  @Test
  void aPersonWithAKeyboardAloneGetsFromTheProblemToItsField() {
    go("/everything");
    one("field-name").sendKeys("Ada");
    one("field-count").sendKeys("eleven" + Keys.ENTER);
    waited("problems");

    assertThat(browser.driver.switchTo().activeElement().getDomAttribute("id"))
        .isEqualTo("problems");
    assertThat(one("field-name").getDomProperty("value")).isEqualTo("Ada");
    assertThat(one("field-count").getDomProperty("value")).isEqualTo("eleven");
    browser.look("form-problems");

    keys(Keys.TAB);
    WebElement link = browser.driver.switchTo().activeElement();
    assertThat(link.getText()).isEqualTo("Kind is required.");
    keys(Keys.ENTER);
    keys(Keys.TAB);
    assertThat(browser.driver.switchTo().activeElement().getDomAttribute("id"))
        .isIn("field-kind", "field-level");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theFocusIsSeenOnEveryControl() {
    go("/everything");
    one("field-name").click();
    for (int i = 0; i < 12; i++) {
      keys(Keys.TAB);
      Map<?, ?> outline =
          (Map<?, ?>)
              browser.driver.executeScript(
                  "const s = getComputedStyle(document.activeElement);"
                      + "return {style: s.outlineStyle, width: s.outlineWidth};");
      assertThat(outline.get("style")).isEqualTo("solid");
      assertThat(outline.get("width")).isEqualTo("3px");
    }
  }

  private static void go(String path) {
    browser.driver.get(site.url + path);
  }

  private static void waited(String id) {
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.presenceOfElementLocated(By.id(id)));
  }

  private static void keys(Keys key) {
    new Actions(browser.driver).sendKeys(key).perform();
  }

  private static WebElement one(String id) {
    return browser.driver.findElement(By.id(id));
  }

  private static List<WebElement> all(String selector) {
    return browser.driver.findElements(By.cssSelector(selector));
  }
}
