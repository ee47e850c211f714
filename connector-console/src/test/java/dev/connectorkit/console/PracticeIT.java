package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.world.FakeInternet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A newcomer without an account anywhere configures an instance, tries it, and signs in. */
@Tag("browser")
class PracticeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  @TempDir Path profile;

  @Test
  void fromTheSetUpLinkToASignIn() throws IOException {
    Chromium.require();
    try (var internet = FakeInternet.builder().start();
        var console = start("127.0.0.1");
        var browser = Chromium.start(internet.proxy(), internet.authority(), profile)) {
      browser.driver.get(console.setUpLink().orElseThrow().toString());
      find(browser, "name").sendKeys(ConsoleWorld.NAME);
      find(browser, "password").sendKeys(ConsoleWorld.PASSWORD);
      find(browser, "again").sendKeys(ConsoleWorld.PASSWORD + Keys.ENTER);
      find(browser, "sign-out");

      browser.driver.get(
          console.publicUrl() + "/admin/instances/new?connector=huggingface-universal");
      String secret = find(browser, "practice-secret").getText();
      assertThat(find(browser, "field-clientId").getDomProperty("value")).isNotEmpty();
      browser.look("console-practice-new");
      find(browser, "field-clientSecret").sendKeys(secret + Keys.ENTER);
      find(browser, "try").click();
      find(browser, "person-ada-example").click();
      find(browser, "authorize").click();
      assertThat(find(browser, "verdict").getText()).isEqualTo("The try passed");
      find(browser, "enable").click();
      find(browser, "instance-huggingface");

      browser.driver.get(console.publicUrl().toString());
      find(browser, "sign-in-huggingface").click();
      assertThat(find(browser, "name").getText()).isEqualTo("Ada Example");
    }
  }

  @Test
  void isForThisMachineAlone() {
    assertThatThrownBy(() -> start("0.0.0.0"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--practice is for this machine only");
  }

  @Test
  void keepsNothingSoItTakesNoPlaceToKeepItIn() {
    var said = new ByteArrayOutputStream();
    int code =
        ConnectorConsole.commandLine(Map.of(), new PrintStream(said), new PrintStream(said))
            .execute("serve", "--practice", "--data", data.toString());

    assertThat(code).isEqualTo(1);
    assertThat(said.toString()).contains("--practice keeps nothing");
    assertThat(data).isEmptyDirectory();
  }

  private ConsoleServer start(String listen) {
    return ConsoleServer.start(
        new ServeSettings(
            listen,
            0,
            Optional.empty(),
            ConsoleWorld.shipped(),
            Optional.empty(),
            DatabaseSettings.embeddedIn(data),
            KeyFile.parse(Secret.of(ConsoleWorld.KEY)),
            SourceSettings.none(),
            false,
            WatchSettings.defaults(),
            FrontSettings.defaults(),
            TryOut.PRACTICE),
        HttpSettings.defaults(),
        Clock.systemUTC(),
        CheapPasswords.COST);
  }

  private static WebElement find(Chromium browser, String id) {
    return new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(By.id(id)));
  }
}
