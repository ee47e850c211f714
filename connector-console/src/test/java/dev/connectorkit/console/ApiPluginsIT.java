package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.plugin.PluginChanges;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are changed by a program, where that was allowed at the start. */
class ApiPluginsIT {

  private static final String PLUGIN = "/plugins/connector-huggingface";
  private static final String JAR = "application/java-archive";

  @TempDir Path folder;
  private Path plugins;
  private Path shipped;
  private ApiWorld api;

  @BeforeEach
  void prepare() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    shipped = ConsoleWorld.shipped().resolve("connector-huggingface.jar");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aJarIsInstalledUpgradedDisabledEnabledAndRemoved() throws IOException {
    open(Optional.empty());
    assertThat(api.program.get("/plugins").expect(200).body().get("items")).isEmpty();

    Answer installed = upload(BodyPublishers.ofFile(shipped)).expect(201);
    assertThat(installed.header("Location")).isEqualTo("/api/v1" + PLUGIN);
    assertThat(installed.text("/enabled")).isEqualTo("true");
    api.add();

    Path later = Files.createDirectory(folder.resolve("later"));
    LaterJar.install(later, "0.2.0");
    Answer upgraded =
        upload(BodyPublishers.ofFile(later.resolve("connector-huggingface.jar"))).expect(200);
    assertThat(upgraded.text("/version")).isEqualTo("0.2.0");
    assertThat(upgraded.text("/jar")).isEqualTo("connector-huggingface-0.2.0.jar");
    assertThat(upgraded.text("/sha256")).isNotEqualTo(installed.text("/sha256"));
    assertThat(api.program.get(PLUGIN).expect(200).body()).isEqualTo(upgraded.body());
    assertThat(api.program.get(ApiWorld.HUB).body().get("problem").isNull()).isTrue();

    assertThat(api.program.post(PLUGIN + "/disable").expect(200).text("/enabled"))
        .isEqualTo("false");
    assertThat(api.program.get(ApiWorld.HUB).text("/problem")).contains("is not in use");
    assertThat(api.program.get("/status").body().at("/instances/notRunning").asInt()).isEqualTo(1);
    assertThat(api.program.get("/connectors").body().get("items")).isEmpty();
    assertThat(api.program.get("/plugins").text("/items/0/enabled")).isEqualTo("false");
    assertThat(api.program.post(PLUGIN + "/enable").expect(200).text("/enabled")).isEqualTo("true");
    assertThat(api.program.get("/connectors").body().get("items")).hasSize(1);
    assertThat(api.program.get(ApiWorld.HUB).body().get("problem").isNull()).isTrue();

    api.program.delete(PLUGIN).expect(204);
    assertThat(plugins).isEmptyDirectory();
    api.program.get(PLUGIN).expect(404);
    api.program.delete(PLUGIN).expect(404);
    api.program.post(PLUGIN + "/disable").expect(404);
    assertThat(api.actions())
        .containsSubsequence(
            "token:ci plugin.removed connector-huggingface",
            "token:ci plugin.enabled connector-huggingface",
            "token:ci plugin.disabled connector-huggingface")
        .anyMatch(action -> action.startsWith("token:ci plugin.upgraded connector-huggingface"))
        .anyMatch(action -> action.startsWith("token:ci plugin.installed connector-huggingface"));
  }

  @Test
  void withoutTheSettingNothingIsChanged() throws IOException {
    api = ApiWorld.in(folder.resolve("data"));
    Answer list = api.program.get("/plugins").expect(200);
    assertThat(list.text("/changeable")).isEqualTo("false");
    assertThat(list.text("/items/0/id")).isEqualTo("connector-huggingface");

    for (Answer refused :
        List.of(
            upload(BodyPublishers.ofString("x")),
            api.program.post(PLUGIN + "/disable"),
            api.program.post(PLUGIN + "/enable"),
            api.program.delete(PLUGIN))) {
      assertThat(refused.expect(403).code()).isEqualTo("not_allowed");
      assertThat(refused.text("/detail")).contains("--allow-upload");
    }
    assertThat(api.program.get(PLUGIN).expect(200).text("/enabled")).isEqualTo("true");
    assertThat(announced(1_000)).as("before anything of it is read").startsWith("HTTP/1.1 403 ");
  }

  @Test
  void whatIsNoUsableJarChangesNothing() throws IOException {
    open(Optional.of(Files.writeString(folder.resolve("trust.json"), "{\"plugins\": []}")));

    for (BodyPublisher bad :
        List.of(
            BodyPublishers.noBody(),
            BodyPublishers.ofByteArray("no jar".getBytes(UTF_8)),
            BodyPublishers.ofFile(shipped))) {
      assertThat(upload(bad).expect(422).code()).isEqualTo("plugin_unusable");
    }

    assertThat(plugins).isEmptyDirectory();
    assertThat(api.actions())
        .filteredOn(action -> action.startsWith("token:ci plugin.refused"))
        .hasSize(3);
  }

  @Test
  void aJarIsBoundedAlsoWhenItDoesNotSayHowLongItIs() throws IOException {
    open(Optional.empty());

    BodyPublisher unsaid = BodyPublishers.ofInputStream(Zeros::new);

    assertThat(announced(PluginChanges.MAX_BYTES + 1)).startsWith("HTTP/1.1 413 ");
    assertThat(upload(unsaid).expect(413).code()).isEqualTo("too_large");
    assertThat(plugins).isEmptyDirectory();
  }

  @Test
  void onlyAJarIsTaken() throws IOException {
    open(Optional.empty());
    for (String type :
        List.of("application/json", "multipart/form-data; boundary=x", "text/html")) {
      HttpRequest.Builder request =
          api.program
              .request("POST", "/plugins", Optional.empty())
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString("x"));
      assertThat(api.program.answer("POST", request).expect(415).code())
          .isEqualTo("unsupported_media_type");
    }
  }

  @Test
  void aPassedTryCountsForTheMajorVersionThatWasTried() throws IOException {
    open(Optional.empty());
    upload(BodyPublishers.ofFile(shipped)).expect(201);
    api.add();
    api.tried();
    assertThat(api.program.get(ApiWorld.HUB).body().get("tried").asBoolean()).isTrue();
    Path later = Files.createDirectory(folder.resolve("later"));

    LaterJar.install(later, "0.1.7");
    upload(BodyPublishers.ofFile(later.resolve("connector-huggingface.jar"))).expect(200);
    assertThat(api.program.get(ApiWorld.HUB).body().get("tried").asBoolean()).isTrue();

    LaterJar.install(later, "0.2.0");
    upload(BodyPublishers.ofFile(later.resolve("connector-huggingface.jar"))).expect(200);
    assertThat(api.program.get(ApiWorld.HUB).body().get("tried").asBoolean()).isFalse();
  }

  private void open(Optional<Path> trustFile) throws IOException {
    api = ApiWorld.withUploads(folder.resolve("data"), plugins, trustFile);
  }

  private Answer upload(BodyPublisher jar) {
    return api.program.answer(
        "POST",
        api.program
            .request("POST", "/plugins", Optional.empty())
            .header("Content-Type", JAR)
            .POST(jar));
  }

  /** What is answered to somebody who only says how long the jar is going to be. */
  private String announced(long length) throws IOException {
    URI address = api.console.address();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(30_000);
      String head =
          "POST /api/v1/plugins HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                  .formatted(ApiProgram.token(api.operator, "raw"))
              + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(JAR, length);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }

  /** A byte more than a jar may have. */
  private static final class Zeros extends InputStream {

    private long left = PluginChanges.MAX_BYTES + 1;

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      int read = (int) Math.min(left, length);
      left -= read;
      return read;
    }
  }
}
