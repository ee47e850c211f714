package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.console.setting.ShownSetting;
import dev.connectorkit.console.setting.ShownSetting.Source;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of a file and values of the environment on the operator's pages. */
class SourcePagesIT {

  private static final String FILE =
      """
      {"format": "connectorkit-instances", "version": 1, "instances": [
        {"id": "huggingface", "connector": "huggingface-universal", "state": "enabled",
         "config": {"clientId": "client", "clientSecret": "${env:HF_SECRET}", "scope": "openid"}}]}
      """;

  @TempDir Path folder;
  private Path file;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;

  @BeforeEach
  void open() throws IOException {
    file = Files.writeString(folder.resolve("instances.json"), FILE);
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder.resolve("data")));
    console =
        world.start(
            new SourceSettings(
                Optional.of(file),
                Map.of(
                    "HF_SECRET",
                    ConsoleWorld.CLIENT_SECRET,
                    "CONNECTOR_HUGGINGFACE__SCOPE",
                    "openid profile email"),
                List.of(
                    ShownSetting.of("--port", "CONSOLE_PORT", "8080", Source.DEFAULT),
                    ShownSetting.ofSecret("CONSOLE_KEYS", Source.ENVIRONMENT))));
    operator = world.setUp(console);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatTheFileHasIsShownAndCannotBeChanged() {
    operator.get("/admin/instances");
    assertThat(operator.page().select("#instance-huggingface").text())
        .contains("enabled", "file", "changed in the file of instances");
    assertThat(operator.page().select("#instance-huggingface form, #instance-huggingface a.button"))
        .isEmpty();

    HttpResponse<String> page = operator.get("/admin/instances/huggingface");
    assertThat(page.body()).doesNotContain(ConsoleWorld.CLIENT_SECRET);
    assertThat(operator.page().select("#source").text())
        .contains(file.toString(), "with values from the environment: 1");
    assertThat(operator.page().select("#save")).isEmpty();
    assertThat(operator.page().select("#field-clientId").hasAttr("readonly")).isTrue();
    assertThat(operator.page().select("#field-clientId").val()).isEqualTo("client");
    assertThat(operator.page().select("#field-scope").val()).isEqualTo("openid profile email");
    assertThat(operator.page().select("#field-scope-origin").text())
        .contains("CONNECTOR_HUGGINGFACE__SCOPE");
    String token = operator.token();

    for (String path : List.of("", "/enable", "/disable", "/up", "/down", "/remove")) {
      HttpResponse<String> refused =
          operator.post("/admin/instances/huggingface" + path, Map.of("_token", token));
      assertThat(refused.statusCode()).as(path).isIn(409, 422);
      assertThat(refused.body()).as(path).contains("is changed there");
    }
    assertThat(new ConsoleBrowser(console.address()).get("/").body())
        .contains("Sign in with Hugging Face");
  }

  @Test
  void aFileThatBreaksIsToldAndTheOneBeforeGoesOn() throws IOException {
    Files.writeString(file, "{");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> operator.get("/admin/instances").body().contains("file_unusable"));
    HttpResponse<String> health = operator.get("/health/ready");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("cannot be used now");
    assertThat(operator.get("/").body()).contains("Sign in with Hugging Face");

    Files.writeString(file, FILE.replace("enabled", "disabled"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !operator.get("/").body().contains("Sign in with Hugging Face"));
    assertThat(operator.get("/health/ready").body()).isEqualTo("ready\n");
  }

  @Test
  void theSettingsAreListedWithTheirSources() {
    operator.get("/admin/settings");

    assertThat(operator.page().select("#setting-CONSOLE_PORT").text())
        .contains("--port", "8080", "default");
    assertThat(operator.page().select("#setting-CONSOLE_KEYS").text())
        .contains("not shown", "environment");
  }
}
