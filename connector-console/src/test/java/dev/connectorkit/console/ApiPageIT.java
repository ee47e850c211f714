package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/api.md shows works as it is written there. */
@Timeout(300)
class ApiPageIT {

  private static final String JAR = "connector-huggingface.jar";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;

  @BeforeEach
  void open() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(ConsoleWorld.shipped().resolve(JAR), plugins.resolve(JAR));
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder.resolve("data")));
    console = world.startWithUploads(plugins, Optional.empty());
    operator = world.setUp(console);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void itsCommandsRunOneAfterTheOther() throws IOException, InterruptedException {
    List<String> commands = blocks("bash");
    assertThat(commands).hasSize(12).allMatch(block -> block.contains("token"));
    String script =
        "set -euo pipefail\n"
            + String.join("\necho\n", commands)
                .replace("http://localhost:8080", console.address().toString());
    Path here = Files.createDirectory(folder.resolve("here"));
    LaterJar.install(here, "0.2.0");
    Path output = here.resolve("output");

    Process shell =
        new ProcessBuilder("bash", "-c", script)
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (var answers = shell.outputWriter()) {
      answers.write(ApiProgram.token(operator, "curl") + "\n");
    }

    assertThat(shell.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(shell.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("\"name\":\"curl\"", "/callback/huggingface", "/admin/tries/")
        .contains("\"version\":\"0.2.0\"", "\"kept\":", "{\"items\":[],\"problems\":[]}")
        .doesNotContain("your-client-secret");
    assertThat(console.instances().get("huggingface").enabled()).isTrue();
    assertThat(console.instances().get("huggingface").displayName()).contains("Our hub");
    assertThat(console.instances().get("huggingface").secrets()).containsKey("/clientSecret");
    Application shop = console.handover().applications().list().get(0);
    assertThat(shop.redirectUris()).containsExactly("https://shop.example.com/callback");
    JsonNode kept = JSON.readTree(Files.readString(here.resolve("shop.json")));
    assertThat(shop.secrets()).as("the first one was ended").hasSize(1);
    assertThat(
            console
                .handover()
                .applications()
                .authenticated(shop.clientId(), Secret.of(kept.get("secret").asText())))
        .isEqualTo(shop);
    assertThat(operator.get("/").body()).contains("/picture/");
  }

  @Test
  void itsErrorIsTheOneThatComes() throws IOException {
    ApiProgram program = ApiProgram.of(console, operator, "ci");
    JsonNode shown = JSON.readTree(blocks("json").get(0));

    assertThat(
            program
                .post(
                    "/instances",
                    """
                    {"id": "hub", "connector": "huggingface-universal", "config": {"scop": "openid"}}
                    """)
                .body())
        .isEqualTo(shown);
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
            .matcher(Files.readString(Path.of("..", "docs", "api.md")));
    return block.results().map(found -> found.group(1)).toList();
  }
}
