package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page that the conformance kit writes, in a real browser and without a mouse. */
@Tag("browser")
class BrowserReportIT {

  private static final String SHAPE = "META-INF/connector-kit/wire-shape.json";
  private static final int MOST = 500;

  @TempDir static Path reports;
  @TempDir Path folder;
  @TempDir Path profile;
  private ConsoleWorld world;
  private Chromium browser;

  /**
   * Of a good jar whose profile is said to be another one: with rules that hold and one that fails.
   */
  @BeforeAll
  static void makeAReport() throws IOException, InterruptedException {
    Chromium.require();
    Path jar = Path.of(System.getProperty("console.plugins"), "connector-huggingface.jar");
    Path shape = reports.resolve("shape.json");
    try (var file = new ZipFile(jar.toFile());
        InputStream text = file.getInputStream(new ZipEntry(SHAPE))) {
      String profile = new String(text.readAllBytes(), UTF_8);
      Files.writeString(
          shape, profile.replace("\"username\": \"ada-lovelace\"", "\"username\": \"somebody\""));
    }
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.connectorkit.testkit.cli.ConformanceCommand",
            "verify",
            jar.toString(),
            "--select",
            "META,USR",
            "--shape",
            shape.toString(),
            "--html",
            reports.resolve("report.html").toString());
    Process kit = new ProcessBuilder(command).inheritIO().start();
    assertThat(kit.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(kit.exitValue()).as("rules are broken").isEqualTo(1);
  }

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    browser = Chromium.start(world.internet.proxy(), world.internet.authority(), profile);
    browser.driver.get(reports.resolve("report.html").toUri().toString());
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void itKeepsNobodyOutAndNeedsNothingBesideItself() {
    browser.look("conformance-report");

    assertThat(browser.complaints()).isEmpty();
    assertThat(
            browser.driver.executeScript("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
  }

  @Test
  void theWayToTheRulesIsOneKey() {
    press(Keys.TAB);
    assertThat(focused().getText()).isEqualTo("Skip to the rules");
    assertThat(focused().getRect().getX()).as("shown when it has the focus").isNotNegative();

    press(Keys.ENTER);
    assertThat(browser.driver.getCurrentUrl()).endsWith("#rules");
    press(Keys.TAB);
    assertThat(focused().getTagName()).isEqualTo("summary");
  }

  @Test
  void aRuleIsOpenedAndClosedWithItsKey() {
    WebElement passed =
        browser.driver.findElement(By.cssSelector("details:not([open]):has(a) > summary"));
    while (!focused().equals(passed)) {
      press(Keys.TAB);
    }

    press(Keys.SPACE);
    assertThat(isOpen(passed)).isTrue();
    press(Keys.TAB);
    assertThat(focused().getTagName()).as("the source of the rule").isEqualTo("a");
    new Actions(browser.driver).keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform();
    press(Keys.ENTER);
    assertThat(isOpen(passed)).isFalse();
  }

  @Test
  void everyThingThatCanBeUsedIsReachedByTab() {
    Set<Object> reached = new LinkedHashSet<>();
    for (int i = 0; i < MOST && reached.add(place()); i++) {
      press(Keys.TAB);
    }

    assertThat(reached)
        .containsAll(
            (List<?>)
                browser.driver.executeScript(
                    """
                    const all = [...document.querySelectorAll('*')];
                    return all.filter((one) => one.matches('a[href], summary, [tabindex]'))
                      .filter((one) => one.checkVisibility())
                      .map((one) => all.indexOf(one));
                    """));
  }

  private void press(CharSequence key) {
    new Actions(browser.driver).sendKeys(key).perform();
  }

  private WebElement focused() {
    return browser.driver.switchTo().activeElement();
  }

  private Object place() {
    return browser.driver.executeScript(
        "return [...document.querySelectorAll('*')].indexOf(document.activeElement)");
  }

  private static boolean isOpen(WebElement summary) {
    return summary.findElement(By.xpath("..")).getDomAttribute("open") != null;
  }
}
