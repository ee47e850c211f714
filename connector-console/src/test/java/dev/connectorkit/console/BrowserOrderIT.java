package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.StoredInstance;
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
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Entries are dragged to their places, with a mouse and with a finger. */
@Tag("browser")
class BrowserOrderIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(200);

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
  void openTheList() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    world.setUp(console);
    for (String id : List.of("one", "two", "three")) {
      console
          .instances()
          .create(
              id,
              "huggingface-universal",
              new InstanceChange(
                  Map.of("clientId", "client", "clientSecret", "secret"), Set.of(), id),
              "ada");
    }
    browser = Chromium.start(world.internet.proxy(), world.internet.authority(), profile);
    browser.driver.get(console.publicUrl() + "/admin/sign-in");
    new Actions(browser.driver)
        .sendKeys(ConsoleWorld.NAME, Keys.TAB, ConsoleWorld.PASSWORD, Keys.ENTER)
        .perform();
    new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector("#order .grip")));
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void theLastIsDraggedToTheTopWithAMouse() {
    drag(PointerInput.Kind.MOUSE, "three", "one", -10);

    assertThat(order()).containsExactly("three", "one", "two");
    assertThat(shown()).containsExactly("three", "one", "two");
  }

  @Test
  void theFirstIsDraggedToTheEndWithAFinger() {
    drag(PointerInput.Kind.TOUCH, "one", "three", 10);

    assertThat(order()).containsExactly("two", "three", "one");
    assertThat(shown()).containsExactly("two", "three", "one");
  }

  private void drag(PointerInput.Kind kind, String from, String to, int beyond) {
    new Actions(browser.driver)
        .setActivePointer(kind, "pointer")
        .moveToElement(grip(from))
        .clickAndHold()
        .pause(STEP)
        .moveToElement(grip(to))
        .pause(STEP)
        .moveToElement(grip(to), 0, beyond)
        .pause(STEP)
        .release()
        .perform();
    new WebDriverWait(browser.driver, PATIENCE).until(ExpectedConditions.urlContains("done=moved"));
  }

  private WebElement grip(String id) {
    return browser.driver.findElement(By.cssSelector("#instance-" + id + " .grip"));
  }

  private List<String> order() {
    return console.instances().list().stream().map(StoredInstance::id).toList();
  }

  private List<String> shown() {
    return browser.driver.findElements(By.cssSelector("li.instance h2")).stream()
        .map(WebElement::getText)
        .toList();
  }
}
