package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are installed, upgraded, disabled and removed on a console that people sign in at. */
class PluginPagesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @TempDir Path folder;
  private Path plugins;
  private Path shipped;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;

  @BeforeEach
  void prepare() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    shipped = ConsoleWorld.shipped().resolve("connector-huggingface.jar");
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder.resolve("data")));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anUploadedJarIsInstalledUpgradedDisabledAndRemovedAndNoSignInIsLost() throws IOException {
    open(Optional.empty());
    assertThat(upload(Files.readAllBytes(shipped), ConsoleWorld.PASSWORD).statusCode())
        .isEqualTo(200);
    assertThat(operator.page().select("#notice").text())
        .isEqualTo("The plugin 'connector-huggingface' is in use.");
    offer();
    var people = new ConsoleBrowser(console.address());
    URI callback = begin(people);

    assertThat(upload(version("0.2.0"), ConsoleWorld.PASSWORD).statusCode()).isEqualTo(200);
    assertThat(operator.page().select("#notice").text())
        .contains("connector-huggingface", "in the place of its former version");

    assertThat(operator.get("/admin/connectors").body()).contains("0.2.0");
    assertThat(end(people, callback)).as("begun before the upgrade").contains("Ada Example");
    try (Stream<Path> jars = Files.list(plugins)) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .as("named by what it is, and one version only")
          .containsExactly("connector-huggingface-0.2.0.jar");
    }
    assertThat(folder.resolve("evil.jar")).doesNotExist();

    URI another = begin(people);
    console
        .handover()
        .applications()
        .register(
            new ApplicationChange(
                "Shop", List.of("https://shop.example/back"), List.of("huggingface")),
            "test");
    operator.get("/admin/instances/huggingface/remove");
    assertThat(operator.page().select("#taken-down").text()).contains("Shop");
    operator.get("/admin/plugins/connector-huggingface/remove");
    assertThat(operator.page().select("#taken-down").text()).contains("huggingface", "Shop");
    operator.get("/admin/connectors");
    assertThat(operator.page().select(".taken-down").text()).contains("huggingface", "Shop");
    operator.submit("form[action$=/disable]");
    assertThat(operator.page().select("#notice").text())
        .isEqualTo("The plugin 'connector-huggingface' is out of use. Its jar is kept.");
    assertThat(operator.page().select("#disabled + ul").text()).contains("0.2.0");
    assertThat(people.get("/").body()).doesNotContain("Sign in with Hugging Face");
    operator.get("/admin/instances");
    assertThat(operator.page().select("#instance-huggingface .problem").text())
        .isEqualTo("The connector's plugin is disabled. Enable it on Connectors.");
    operator.get("/admin/instances/huggingface");
    assertThat(operator.page().select("#missing").text())
        .contains("Enable it on Connectors", "nobody signs in");
    assertThat(operator.page().select("#redirect-uri").text()).endsWith("/callback/huggingface");
    assertThat(operator.page().select("#config").text()).contains("\"clientId\"");
    operator.get("/admin/connectors");
    operator.submit("form[action$=/enable]");
    await().atMost(PATIENCE).until(() -> people.get("/").body().contains("Sign in with Hugging"));
    assertThat(end(people, another)).as("begun before it was away").contains("Ada Example");

    operator.get("/admin/plugins/connector-huggingface/remove");
    assertThat(operator.submit("form[action$=/remove]", "password", "not that one").statusCode())
        .isEqualTo(401);
    operator.get("/admin/plugins/connector-huggingface/remove");
    operator.submit("form[action$=/remove]", "password", ConsoleWorld.PASSWORD);
    assertThat(plugins).isEmptyDirectory();

    assertThat(operator.get("/admin/activity").body())
        .contains(
            "plugin.installed",
            "plugin.upgraded",
            "plugin.disabled",
            "plugin.enabled",
            "plugin.removed");
  }

  @Test
  void theFolderIsFollowedAndNoSignInIsLost() throws IOException {
    Files.copy(shipped, plugins.resolve("hf.jar"));
    open(Optional.empty());
    offer();
    var people = new ConsoleBrowser(console.address());
    URI callback = begin(people);

    Path next = Files.write(folder.resolve("next"), version("0.3.0"));
    Files.move(next, plugins.resolve("hf.jar"), StandardCopyOption.REPLACE_EXISTING);
    await()
        .atMost(PATIENCE)
        .until(() -> operator.get("/admin/connectors").body().contains("0.3.0"));

    assertThat(end(people, callback)).contains("Ada Example");
    Files.delete(plugins.resolve("hf.jar"));
    await()
        .atMost(PATIENCE)
        .until(() -> !people.get("/").body().contains("Sign in with Hugging Face"));
  }

  @Test
  void whatIsNoUsableJarChangesNothing() throws IOException {
    Files.copy(shipped, plugins.resolve("hf.jar"));
    open(Optional.empty());

    for (byte[] bad :
        List.of("no jar".getBytes(UTF_8), half(Files.readAllBytes(shipped)), version("evil"))) {
      HttpResponse<String> refused = upload(bad, ConsoleWorld.PASSWORD);
      assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(refused.body())
          .contains("plugin_unusable", "evil.jar: ")
          .doesNotContain("connector-upload");
    }

    assertThat(plugins.toFile().list()).containsExactly("hf.jar");
    assertThat(operator.get("/admin/connectors").body()).contains("huggingface-universal");
    assertThat(operator.get("/admin/activity").body()).contains("plugin.refused");
  }

  @Test
  void anUploadWantsThePasswordAndTheToken() throws IOException {
    open(Optional.empty());

    assertThat(upload(Files.readAllBytes(shipped), "not that one").statusCode()).isEqualTo(401);
    assertThat(
            new MultipartForm()
                .field("password", ConsoleWorld.PASSWORD)
                .file(Files.readAllBytes(shipped))
                .send(operator, "/admin/plugins")
                .statusCode())
        .isEqualTo(403);
    var stranger = new ConsoleBrowser(console.address());
    assertThat(
            new MultipartForm()
                .file(Files.readAllBytes(shipped))
                .send(stranger, "/admin/plugins")
                .statusCode())
        .isEqualTo(401);
    assertThat(plugins).isEmptyDirectory();
  }

  @Test
  void withoutTheSettingNothingIsChangedHere() throws IOException {
    console = world.start();
    operator = world.setUp(console);
    operator.get("/admin/connectors");
    String token = operator.token();
    assertThat(operator.page().select("#upload, form[action$=/disable]")).isEmpty();

    for (String path :
        List.of(
            "", "/connector-huggingface/disable", "/connector-huggingface/enable", "/x/remove")) {
      HttpResponse<String> refused =
          operator.post(
              "/admin/plugins" + path, Map.of("_token", token, "password", ConsoleWorld.PASSWORD));
      assertThat(refused.statusCode()).as(path).isEqualTo(403);
      assertThat(refused.body()).contains("--allow-upload");
    }
  }

  @Test
  void whatTheTrustFileDoesNotNameIsNotTaken() throws IOException {
    Path trust = Files.writeString(folder.resolve("trust.json"), "{\"plugins\": []}");
    open(Optional.of(trust));

    HttpResponse<String> refused = upload(Files.readAllBytes(shipped), ConsoleWorld.PASSWORD);

    assertThat(refused.body()).contains("plugin_unusable", "trust");
    assertThat(plugins).isEmptyDirectory();
    operator.get("/admin/connectors");
    assertThat(operator.page().select("#trust").text()).contains(trust.toString());
  }

  private void open(Optional<Path> trustFile) {
    console = world.startWithUploads(plugins, trustFile);
    operator = world.setUp(console);
  }

  private HttpResponse<String> upload(byte[] jar, String password) {
    operator.get("/admin/connectors");
    return new MultipartForm()
        .field("_token", operator.token())
        .file(jar)
        .field("password", password)
        .send(operator, "/admin/plugins");
  }

  private void offer() {
    ConsoleWorld.offer(console, "huggingface");
  }

  private URI begin(ConsoleBrowser people) {
    HttpResponse<String> begun = people.post("/sign-in/huggingface", Map.of());
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
    URI authorization = URI.create(begun.headers().firstValue("Location").orElseThrow());
    return world.provider.authorize(authorization, Consent.allow(ADA));
  }

  private static String end(ConsoleBrowser people, URI callback) {
    return people.get(callback.getRawPath() + "?" + callback.getRawQuery()).body();
  }

  private static byte[] half(byte[] jar) {
    return java.util.Arrays.copyOf(jar, jar.length / 2);
  }

  /** The shipped plugin, as another version of itself. */
  private byte[] version(String version) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarFile(shipped.toFile())) {
      Manifest manifest = jar.getManifest();
      manifest.getMainAttributes().putValue("Plugin-Version", version);
      try (var out = new JarOutputStream(bytes, manifest)) {
        for (JarEntry entry : jar.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            jar.getInputStream(entry).transferTo(out);
            out.closeEntry();
          }
        }
      }
    }
    return bytes.toByteArray();
  }
}
