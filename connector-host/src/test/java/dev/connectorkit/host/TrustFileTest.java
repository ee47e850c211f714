package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustFileTest {

  @TempDir Path folder;
  @TempDir Path settings;
  private Path jar;
  private Path trust;

  @BeforeEach
  void prepare() {
    jar = PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    trust = settings.resolve("trust.json");
  }

  @Test
  void aNamedJarIsLoadedAndItsHashReported() throws Exception {
    trust("sample", "1.0.0", sha256(jar));
    try (PluginHost host = open()) {
      assertThat(host.plugins().problems()).isEmpty();
      assertThat(host.plugins().list())
          .singleElement()
          .matches(plugin -> plugin.sha256().equals(sha256(jar)));
    }
  }

  @Test
  void aJarThatIsNotNamedIsRefusedWithTheLineToAdd() throws Exception {
    trust("sample", "1.0.0", "0".repeat(64));
    try (PluginHost host = open()) {
      assertThat(host.connectors()).isEmpty();
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
      assertThat(host.onlyProblem().remedy())
          .contains(
              "{\"id\": \"sample\", \"version\": \"1.0.0\", \"sha256\": \"" + sha256(jar) + "\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other,1.0.0", "sample,1.0.1"})
  void idAndVersionMustFitToo(String named) throws Exception {
    trust(named.split(",")[0], named.split(",")[1], sha256(jar));
    try (PluginHost host = open()) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
    }
  }

  @Test
  void oneChangedByteIsEnough() throws Exception {
    trust("sample", "1.0.0", sha256(jar));
    PluginJarBuilder.good("sample").entry("x", new byte[] {1}).writeTo(folder, "sample.jar");
    try (PluginHost host = open()) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
    }
  }

  @Test
  void anInstallIsHeldAgainstItBeforeAnyCodeRuns() throws Exception {
    trust("sample", "1.0.0", sha256(jar));
    Path other =
        PluginJarBuilder.good("other")
            .code("static", "System.setProperty(\"connector.test.untrusted\", \"ran\");")
            .writeTo(settings, "other.jar");
    try (PluginHost host = open()) {
      assertThatThrownBy(() -> host.plugins().install(other))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("The trust file does not name this jar.");
    }
    assertThat(System.getProperty("connector.test.untrusted")).isNull();
  }

  @Test
  void aJarThatIsNoLongerTrustedIsTakenOut() throws Exception {
    trust("sample", "1.0.0", sha256(jar));
    try (PluginHost host = open()) {
      Files.writeString(trust, "{\"plugins\": []}");
      host.plugins().rescan();
      assertThat(host.connectors()).isEmpty();
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"plugins\": null}",
        "{\"plugins\": [null]}",
        "{\"plugins\": [[]]}",
        "{\"plugins\": [{\"id\": null, \"version\": \"1\", \"sha256\": \"x\"}]}",
        "{\"plugins\": [{\"id\": {}, \"version\": \"1\", \"sha256\": \"x\"}]}",
        "{\"plugins\": [{\"id\": \"sample\"}]}",
        "{\"plugins\": [{\"id\": \"a\", \"version\": \"1\", \"sha256\": \"xyz\"}]}",
        "{\"plugins\": [], \"unknown\": 1}",
        "{\"plugins\": []} {}"
      })
  void aMalformedFileTrustsNothing(String content) throws IOException {
    Files.writeString(trust, content);
    try (PluginHost host = open()) {
      assertThat(host.connectors()).isEmpty();
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.BAD_TRUST_FILE);
    }
  }

  @Test
  void aNestedFileTrustsNothing() throws IOException {
    for (String part : new String[] {"[", "[{\"id\":", "{\"plugins\":"}) {
      Files.writeString(trust, "{\"plugins\": " + part.repeat(10_000));
      try (PluginHost host = open()) {
        assertThat(host.onlyProblem().kind()).isEqualTo(Kind.BAD_TRUST_FILE);
      }
    }
  }

  @Test
  void aMissingFileTrustsNothing() {
    try (PluginHost host = open()) {
      assertThat(host.connectors()).isEmpty();
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.BAD_TRUST_FILE);
    }
  }

  private PluginHost open() {
    return new PluginHost(folder, builder -> builder.trustFile(trust));
  }

  private void trust(String id, String version, String sha256) throws IOException {
    Files.writeString(
        trust,
        "{\"plugins\": [{\"id\": \"%s\", \"version\": \"%s\", \"sha256\": \"%s\"}]}"
            .formatted(id, version, sha256));
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
