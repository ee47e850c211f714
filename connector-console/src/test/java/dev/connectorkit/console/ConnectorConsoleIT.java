package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConnectorConsoleIT {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void headlessPrintsTheProfileAsOneJsonObject() throws IOException {
    assertThat(run(Map.of(), "--headless")).isZero();

    JsonNode profile = JsonMapper.builder().build().readTree(out.toByteArray());
    assertThat(profile.path("target").asText()).isEqualTo("huggingface");
    assertThat(profile.path("username").asText()).isEqualTo("ada-example");
    assertThat(profile.path("emailVerified").asBoolean()).isTrue();
    assertThat(profile.path("scopes")).hasSize(3);
    assertThat(out.toString(UTF_8).lines()).hasSize(1);
  }

  @Test
  void headlessAtTheRealProviderIsNotPossible() {
    Map<String, String> real = Map.of("HUGGINGFACE_CLIENT_ID", "id");

    assertThat(run(real, "--headless")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("needs a browser");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void aBusyPortIsSaidPlainly() throws IOException {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run(Map.of(), "--headless", "--port", String.valueOf(busy.getLocalPort())))
          .isEqualTo(1);
    }
    assertThat(err.toString(UTF_8)).contains("is in use", "--port").doesNotContain("\tat ");
  }

  @Test
  void aMissingPluginsFolderIsSaidPlainly() {
    int code =
        new CommandLine(console(Map.of()))
            .execute("--headless", "--plugins", folder.resolve("missing").toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("does not exist").doesNotContain("\tat ");
  }

  @Test
  void anEmptyPluginsFolderIsSaidPlainly() {
    int code =
        new CommandLine(console(Map.of())).execute("--headless", "--plugins", folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("There is no connector 'huggingface-universal'");
  }

  @Test
  void eachProblemOfTheConfigIsOneSentenceWithoutTheSecret() throws IOException {
    Path file = folder.resolve("client.json");
    Files.writeString(file, "{\"clientSecret\":\"canary secret\",\"scop\":\"profile\"}");

    assertThat(run(Map.of(), "--port", "0", "--config", file.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains(
            "'clientId' is required",
            "'clientSecret' must have no space in it.",
            "'scop' is not known")
        .doesNotContain("canary", "\tat ");
  }

  @Test
  void aFileThatIsNoJsonIsSaidPlainlyAndNotQuoted() throws IOException {
    Path file = folder.resolve("client.json");
    Files.writeString(file, "clientSecret=canary");

    assertThat(run(Map.of(), "--config", file.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("is not one JSON object").doesNotContain("canary");
  }

  private int run(Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--plugins", System.getProperty("console.plugins")));
    all.addAll(List.of(arguments));
    return new CommandLine(console(environment)).execute(all.toArray(String[]::new));
  }

  private ConnectorConsole console(Map<String, String> environment) {
    return new ConnectorConsole(
        environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
