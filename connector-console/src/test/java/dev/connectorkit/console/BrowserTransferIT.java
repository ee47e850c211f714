package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.setting.ShownSetting;
import dev.connectorkit.console.setting.ShownSetting.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What comes from elsewhere, in a real browser: imports, files, the environment, plugins. */
@Tag("browser")
class BrowserTransferIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FILE =
      """
      {"format": "connectorkit-instances", "version": 1, "instances": [
        {"id": "kept-in-a-file", "connector": "huggingface-universal", "state": "enabled",
         "config": {"clientId": "client", "clientSecret": "${env:HF_SECRET}", "scope": "openid"}}]}
      """;

  private static final String CLIENT_ID = "aaaaaaaaaaaaaaaaaaaaaa";
  private static final String SHOP =
      """
      {"clientId": "%s", "name": "Shop", "redirectUris": ["https://shop.example/callback"],
       "instances": ["new-one"]}
      """
          .formatted(CLIENT_ID);

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
  }

  @AfterEach
  void close() {
    browser.close();
    world.close();
  }

  @Test
  void aFileIsPlannedAppliedAndItsMissingSecretEntered() throws IOException {
    console = world.start();
    setUp();
    console
        .instances()
        .create(
            "stays",
            "huggingface-universal",
            new InstanceChange(
                Map.of("clientId", "client", "clientSecret", "secret"),
                Set.of(),
                "The one that stays"),
            "test");
    go("/admin/instances");
    find("transfer").click();
    browser.look("console-export");

    Path file =
        Files.writeString(
            folder.resolve("import.json"),
            FILE.replace("kept-in-a-file", "new-one")
                .replace("\"clientSecret\": \"${env:HF_SECRET}\", ", "")
                .replace("\"state\"", "\"secrets\": [\"/clientSecret\"], \"state\"")
                .replace("}}]}", "}}], \"applications\": [" + SHOP + "]}"));
    find("import-file").sendKeys(file.toString());
    find("plan").click();
    assertThat(find("step-new-one").getText()).contains("created", "/clientSecret");
    assertThat(find("step-stays").getText()).contains("stays");
    assertThat(find("application-" + CLIENT_ID).getText()).contains("Shop", "has no secret");
    browser.look("console-plan");

    find("apply").click();
    assertThat(find("instance-new-one").getText()).contains("disabled", "lacks secrets");
    go("/admin/instances/new-one");
    assertThat(find("problems-title").getText()).isEqualTo("Secrets are missing");
    browser.look("console-secret-missing");
    find("field-clientSecret").sendKeys(ConsoleWorld.CLIENT_SECRET);
    find("save").click();
    new WebDriverWait(browser.driver, PATIENCE).until(ExpectedConditions.urlContains("done=saved"));
    assertThat(browser.driver.findElements(By.id("problems"))).isEmpty();
    assertThat(browser.driver.getPageSource()).doesNotContain(ConsoleWorld.CLIENT_SECRET);
    go("/admin/applications/" + CLIENT_ID);
    assertThat(find("no-secret").isDisplayed()).isTrue();
    browser.look("console-application-without-secret");
  }

  @Test
  void aPastedTextIsPlannedAndAppliedByKeyboard() {
    console = world.start();
    setUp();
    go("/admin/instances");
    Keyboard keyboard = browser.keyboard;
    keyboard.enter("transfer");
    keyboard.type("import-text", "no export");
    keyboard.enter("plan");
    assertThat(find("problems").isDisplayed()).isTrue();
    browser.look("console-import-refused");

    keyboard.type(
        "import-text",
        FILE.replace("kept-in-a-file", "new-one")
            .replace("\"clientSecret\": \"${env:HF_SECRET}\", ", "")
            .replace("\n", ""));
    keyboard.enter("plan");
    assertThat(find("step-new-one").getText()).contains("created");
    keyboard.enter("apply");

    assertThat(find("instance-new-one").getText()).contains("disabled");
    assertThat(console.instances().get("new-one").config()).containsEntry("scope", "openid");
  }

  @Test
  void whatIsKeptElsewhereIsShownWithItsSource() throws IOException {
    Files.writeString(
        folder.resolve("logo.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4'/></svg>");
    Path file =
        Files.writeString(
            folder.resolve("instances.json"),
            FILE.replace(
                "\"state\"",
                "\"logos\": {\"light\": \"logo.svg\", \"dark\": \"missing.svg\"}, \"state\""));
    console =
        world.start(
            new SourceSettings(
                Optional.of(file),
                Map.of(
                    "HF_SECRET", ConsoleWorld.CLIENT_SECRET,
                    "CONNECTOR_KEPT_IN_A_FILE__SCOPE", "openid profile",
                    "CONNECTOR_NOWHERE__SCOPE", "x"),
                List.of(
                    ShownSetting.of("--port", "CONSOLE_PORT", "8080", Source.COMMAND_LINE),
                    ShownSetting.of("--trust-file", "CONSOLE_TRUST_FILE", "", Source.DEFAULT),
                    ShownSetting.ofSecret("CONSOLE_KEYS", Source.ENVIRONMENT))));
    setUp();

    go("/admin/instances");
    assertThat(find("source-problems").isDisplayed()).isTrue();
    assertThat(browser.driver.findElement(By.className("problems")).getText())
        .contains("dark logo of the instance 'kept-in-a-file' is not shown");
    browser.look("console-instances-of-a-file");
    go("/admin/instances/kept-in-a-file/logo");
    assertThat(find("elsewhere").isDisplayed()).isTrue();
    assertThat(find("light-logo").getAttribute("src")).contains("/picture/");
    assertThat(browser.driver.findElements(By.id("light-upload"))).isEmpty();
    browser.look("console-logo-of-a-file");
    go("/admin/instances/kept-in-a-file");
    assertThat(find("field-scope-origin").getText()).contains("CONNECTOR_KEPT_IN_A_FILE__SCOPE");
    browser.look("console-instance-of-a-file");
    go("/admin/settings");
    browser.look("console-settings");
  }

  @Test
  void aJarIsUploaded() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    console = world.startWithUploads(plugins, Optional.empty());
    setUp();
    go("/admin/connectors");
    find("jar").sendKeys(ConsoleWorld.shipped().resolve("connector-huggingface.jar").toString());
    find("password").sendKeys(ConsoleWorld.PASSWORD);
    find("upload").click();

    find("connector-huggingface-universal");
    browser.look("console-upload");
    go("/admin/plugins/connector-huggingface/remove");
    browser.look("console-plugin-remove");
  }

  private void setUp() {
    browser.driver.get(console.setUpLink().orElseThrow().toString());
    find("name").sendKeys(ConsoleWorld.NAME);
    find("password").sendKeys(ConsoleWorld.PASSWORD);
    find("again").sendKeys(ConsoleWorld.PASSWORD);
    find("set-up").click();
    find("sign-out");
  }

  private void go(String path) {
    browser.driver.get(console.publicUrl() + path);
  }

  private WebElement find(String id) {
    return new WebDriverWait(browser.driver, PATIENCE)
        .until(ExpectedConditions.presenceOfElementLocated(By.id(id)));
  }
}
