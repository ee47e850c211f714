package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.instance.InstanceChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/** A change of an enabled instance and the release of a provider, by keyboard in a real browser. */
@Tag("browser")
class BrowserPendingIT {

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
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder.resolve("data")));
    browser = Chromium.start(world.internet.proxy(), world.internet.authority(), profile);
    console = world.start();
    browser.driver.get(console.setUpLink().orElseThrow().toString());
    find("name").sendKeys(ConsoleWorld.NAME);
    find("password").sendKeys(ConsoleWorld.PASSWORD);
    find("again").sendKeys(ConsoleWorld.PASSWORD + Keys.ENTER);
    find("sign-out");
    var change =
        new InstanceChange(
            Map.of("clientId", "client", "clientSecret", "secret"), Set.of(), "The hub");
    console.instances().create("hub", "huggingface-universal", change, "test");
    console.instances().enable("hub", true, "test");
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void aChangeIsSavedTriedOrDiscarded() {
    go("/admin/instances/hub");
    browser.keyboard.type("field-clientId", Keys.END, "-new", Keys.ENTER);
    assertThat(find("pending").getText())
        .contains("not live yet", "by ada", "has not passed a try");
    assertThat(console.instances().get("hub").config()).containsEntry("clientId", "client");
    browser.look("console-pending");

    browser.keyboard.enter("put-live");
    find("anyway");
    browser.look("console-put-live");
    go("/admin/instances/hub");
    browser.keyboard.enter("discard");
    url("done=discarded");

    browser.keyboard.type("field-clientId", Keys.END, "-now");
    browser.keyboard.enter("save-live");
    url("done=put-live");
    assertThat(console.instances().get("hub").config()).containsEntry("clientId", "client-now");
  }

  @Test
  void aProviderIsReleased() {
    go("/admin/instances");
    browser.keyboard.enter("known-providers");
    assertThat(find("provider-hub").getText()).contains("An instance has it now");
    console.instances().remove("hub", "test");
    go("/admin/known-providers");
    browser.look("console-known-providers");

    browser.keyboard.enter(By.cssSelector("#provider-hub a"));
    find("release");
    browser.look("console-known-provider-release");
    browser.keyboard.enter("release");
    url("done=released");
    assertThat(browser.driver.findElements(By.id("provider-hub"))).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  private void go(String path) {
    browser.driver.get(console.publicUrl().resolve(path).toString());
  }

  private void url(String part) {
    new WebDriverWait(browser.driver, PATIENCE).until(ExpectedConditions.urlContains(part));
  }

  private WebElement find(String id) {
    return new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(By.id(id)));
  }
}
