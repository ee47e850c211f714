package dev.connectorkit.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PluginFolderTest {

  private static final String KIT = "0.1.0-SNAPSHOT";

  @TempDir Path folder;

  @Test
  void loadsAJarWithItsIdVersionAndHash() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");

    try (PluginFolder opened = PluginFolder.open(folder, KIT)) {
      assertThat(opened.problems()).isEmpty();
      assertThat(opened.plugins())
          .singleElement()
          .satisfies(
              plugin -> {
                assertThat(plugin.id()).isEqualTo("sample");
                assertThat(plugin.version()).isEqualTo("1.0.0");
                assertThat(plugin.sha256()).matches("[0-9a-f]{64}");
                assertThat(plugin.factory().metadata().id()).isEqualTo("sample");
              });
    }
  }

  static Stream<Arguments> badJars() {
    return Stream.of(
        Arguments.of("no id", good().attribute("Plugin-Id", null), "no valid Plugin-Id"),
        Arguments.of(
            "an id with path characters",
            good().attribute("Plugin-Id", "../../evil"),
            "no valid Plugin-Id"),
        Arguments.of(
            "a version that is not semantic",
            good().attribute("Plugin-Version", "1.0"),
            "no valid Plugin-Version"),
        Arguments.of(
            "an unparsable requirement", good().attribute("Plugin-Requires", "rubbish"), "fails"),
        Arguments.of(
            "an unmet requirement",
            good().attribute("Plugin-Requires", ">=9.0.0"),
            "requires connector-kit >=9.0.0"),
        Arguments.of("no index", good().index(null), "lists 0 extensions"),
        Arguments.of("two factories", good().index("sample.A\nsample.B\n"), "lists 2 extensions"),
        Arguments.of(
            "an index that names a missing class",
            good().index("sample.Missing\n"),
            "no usable ConnectorFactory"),
        Arguments.of(
            "a bundled SPI",
            good().entry("dev/connectorkit/spi/ConnectorFactory.class", new byte[] {1}),
            "bundles classes of dev.connectorkit.spi."),
        Arguments.of(
            "an entry outside of the jar",
            good().entry("../evil.txt", "x".getBytes(UTF_8)),
            "points outside"),
        Arguments.of(
            "a class of a later Java",
            good()
                .entry(
                    "sample/Late.class",
                    new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 1, 0}),
            "is not for Java"),
        Arguments.of(
            "a constructor that throws",
            good()
                .replacing(
                    "public ConnectorMetadata metadata",
                    "public SampleFactory() { throw new IllegalStateException(); }"
                        + " public ConnectorMetadata metadata"),
            "no usable ConnectorFactory"));
  }

  private static PluginJarBuilder good() {
    return PluginJarBuilder.good("bad");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badJars")
  void aBadJarIsReportedAndDisturbsNoOther(String what, PluginJarBuilder bad, String reason) {
    PluginJarBuilder.good("alpha").writeTo(folder, "a.jar");
    Path jar = bad.writeTo(folder, "b.jar");
    PluginJarBuilder.good("gamma").writeTo(folder, "c.jar");

    try (PluginFolder opened = PluginFolder.open(folder, KIT)) {
      assertThat(opened.plugins()).extracting(LoadedPlugin::id).containsExactly("alpha", "gamma");
      assertThat(opened.problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.jar()).isEqualTo(jar);
                assertThat(problem.reason()).contains(reason);
                assertThat(problem.remedy()).isNotBlank();
              });
    }
  }

  @Test
  void aFileThatIsNoJarIsReported() throws IOException {
    Files.writeString(folder.resolve("broken.jar"), "not a zip");
    Files.createFile(folder.resolve("empty.jar"));
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");

    try (PluginFolder opened = PluginFolder.open(folder, KIT)) {
      assertThat(opened.plugins()).hasSize(1);
      assertThat(opened.problems())
          .hasSize(2)
          .allSatisfy(problem -> assertThat(problem.reason()).contains("not a readable jar"));
    }
  }

  @Test
  void aSecondJarWithTheSameIdIsReported() {
    PluginJarBuilder.good("sample").writeTo(folder, "a.jar");
    PluginJarBuilder.good("sample").writeTo(folder, "b.jar");

    try (PluginFolder opened = PluginFolder.open(folder, KIT)) {
      assertThat(opened.plugins()).hasSize(1);
      assertThat(opened.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.reason()).contains("same plugin id 'sample'"));
    }
  }

  @Test
  void anEmptyFolderIsReported() {
    try (PluginFolder opened = PluginFolder.open(folder, KIT)) {
      assertThat(opened.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.reason()).contains("holds no jar"));
    }
  }

  @Test
  void aMissingFolderIsRefused() {
    assertThatThrownBy(() -> PluginFolder.open(folder.resolve("missing"), KIT))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.NOT_FOUND))
        .hasMessageContaining("Create it");
  }

  @Test
  void aPluginSeesTheSpiAndTheJdkButNoClassOfTheHost() throws ClassNotFoundException {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");

    try (PluginFolder opened = PluginFolder.open(folder, KIT)) {
      ClassLoader loader = opened.plugins().get(0).factory().getClass().getClassLoader();
      assertThat(loader.loadClass("dev.connectorkit.spi.Connector"))
          .isSameAs(dev.connectorkit.spi.Connector.class);
      assertThat(loader.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
      assertThat(loader).hasToString("ConnectorClassLoader[sample 1.0.0]");
      for (String hidden :
          new String[] {
            "dev.connectorkit.host.ConnectorHost",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.nimbusds.jwt.SignedJWT",
            "org.junit.jupiter.api.Test"
          }) {
        assertThatThrownBy(() -> loader.loadClass(hidden))
            .isInstanceOf(ClassNotFoundException.class);
      }
    }
  }
}
