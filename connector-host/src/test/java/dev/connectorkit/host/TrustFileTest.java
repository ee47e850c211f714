package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Only the jars that the operator names, by their very bytes. */
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
    trust("sample", "1.0.0", PluginHost.sha256(jar));
    try (PluginHost host = open()) {
      assertThat(host.plugins().problems()).isEmpty();
      assertThat(host.plugins().list())
          .extracting(InstalledPlugin::sha256)
          .containsExactly(PluginHost.sha256(jar));
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
              "{\"id\": \"sample\", \"version\": \"1.0.0\", \"sha256\": \""
                  + PluginHost.sha256(jar)
                  + "\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other,1.0.0", "sample,1.0.1"})
  void idAndVersionMustFitToo(String named) throws Exception {
    trust(named.split(",")[0], named.split(",")[1], PluginHost.sha256(jar));
    try (PluginHost host = open()) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
    }
  }

  @Test
  void oneChangedByteIsEnough() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
    rebuilt().writeTo(folder, "sample.jar");
    try (PluginHost host = open()) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
    }
  }

  @Test
  void anInstallIsHeldAgainstItBeforeAnyCodeRuns() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
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
  void theHashIsHeldAgainstItAtEveryStart() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
    byte[] released = Files.readAllBytes(jar);
    open().close();

    for (int start = 0; start < 2; start++) {
      rebuilt().writeTo(folder, "sample.jar");
      try (PluginHost host = open()) {
        assertThat(host.connectors()).isEmpty();
        assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
      }
    }
    Files.write(jar, released);
    try (PluginHost host = open()) {
      assertThat(host.connectors()).containsExactly("sample");
    }
  }

  @Test
  void aFileExchangedUnderARunningHostChangesNothingButTheReport() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
    try (PluginHost host = open()) {
      host.add("one", "sample");
      rebuilt().version("2.0.0").writeTo(folder, "sample.jar");

      host.plugins().rescan();

      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
    }
  }

  @Test
  void anUpgradeThatIsNotTrustedLeavesTheFormerVersionServing() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
    Path next = rebuilt().version("2.0.0").writeTo(settings, "next.jar");
    try (PluginHost host = open()) {
      host.add("one", "sample");

      PluginHost.assertFails(
          () -> host.plugins().upgrade(next), ConnectorError.PLUGIN_UNUSABLE, "does not name");

      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.plugins().problems()).isEmpty();
    }
  }

  @Test
  void aJarThatIsNoLongerTrustedIsTakenOutEvenIfItsFileIsBrokenNow() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
    try (PluginHost host = open()) {
      Files.writeString(jar, "broken");
      host.plugins().rescan();
      assertThat(host.connectors()).containsExactly("sample");

      Files.writeString(trust, "{\"plugins\": []}");
      host.plugins().rescan();
      assertThat(host.connectors()).isEmpty();
    }
  }

  @Test
  void aFileThatBreaksLaterLetsNothingInAndWhatIsInUseGoesOn() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
    try (PluginHost host = open()) {
      host.add("one", "sample");
      Files.writeString(trust, "{");
      PluginJarBuilder.good("other").writeTo(folder, "other.jar");
      host.plugins().rescan();

      assertThat(host.connectors()).containsExactly("sample");
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.BAD_TRUST_FILE);
      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");

      host.plugins().disable("sample");
      assertThat(host.connectors()).isEmpty();
      PluginHost.assertFails(
          () -> host.plugins().enable("sample"),
          ConnectorError.PLUGIN_UNUSABLE,
          "The trust file is not as expected (line 1).");
      host.plugins().uninstall("sample");
      assertThat(PluginHost.names(folder)).containsExactly("other.jar");
    }
  }

  @Test
  void theHashOfEachLoadedJarIsLogged() throws Exception {
    var logger = (Logger) LoggerFactory.getLogger(LoadedPlugin.class);
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    try {
      new PluginHost(folder).close();
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("Loaded connector plugin sample 1.0.0 (sha256 " + PluginHost.sha256(jar) + ")");
  }

  @Test
  void aJarThatIsNoLongerTrustedIsTakenOut() throws Exception {
    trust("sample", "1.0.0", PluginHost.sha256(jar));
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

  private static PluginJarBuilder rebuilt() {
    return PluginJarBuilder.good("sample").entry("x", new byte[] {1});
  }
}
