package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jars whose names lead elsewhere: whatever becomes of them, no file appears but the jar itself.
 */
@Timeout(60)
class NothingIsUnpackedTest {

  @TempDir Path world;
  private Path folder;
  private Path upload;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectories(world.resolve("parent/plugins"));
    Files.createDirectories(world.resolve("parent/plugins-of-others"));
    upload = world.resolve("upload.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.txt",
        "../../evil.txt",
        "../plugins-of-others/evil.txt",
        "../plugins-of-others/evil.jar",
        "a/../../evil.txt",
        "a/b/../../../evil.txt",
        "./../evil.txt",
        "..\\evil.txt",
        "..\\plugins-of-others\\evil.txt",
        "a\\..\\..\\evil.txt",
        "a/..\\../evil.txt",
        "/tmp/connector-kit-evil.txt",
        "//tmp/connector-kit-evil.txt",
        "\\evil.txt",
        "\\\\host\\share\\evil.txt",
        "C:/evil.txt",
        "C:\\evil.txt",
        "c:evil.txt",
        "file:evil.txt",
        "a:stream",
        ".."
      })
  void anEntryThatLeadsOutOfTheJarIsRefused(String name) throws IOException {
    jar(PluginJarBuilder.good("evil").entry(name, "evil".getBytes(UTF_8)));

    try (var host = new PluginHost(folder)) {
      assertThatThrownBy(() -> host.plugins().install(upload))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.PLUGIN_UNUSABLE));
    }
    assertThat(files()).containsExactly("upload.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "..\\evil", "/evil", "plugins-of-others/evil", "..", "a/../../evil"})
  void anIdThatLeadsOutOfTheFolderIsRefused(String id) throws IOException {
    jar(PluginJarBuilder.good("evil").attribute("Plugin-Id", id));
    refused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../1.0.0", "1.0.0/../../evil", "1.0.0-../evil", "1.0.0+/evil", ".."})
  void aVersionThatLeadsOutOfTheFolderIsRefused(String version) throws IOException {
    jar(PluginJarBuilder.good("evil").version(version));
    refused();
  }

  @Test
  void aGoodJarStaysOneFile() throws IOException {
    jar(
        PluginJarBuilder.good("good")
            .entry("..evil/...txt", "x".getBytes(UTF_8))
            .entry("lib/inner.jar", PluginJarBuilder.good("inner").bytes())
            .entry("META-INF/plugins.properties", "x=y".getBytes(UTF_8)));

    try (var host = new PluginHost(folder)) {
      host.plugins().install(upload);
    }

    assertThat(files()).containsExactly("parent/plugins/good-1.0.0.jar", "upload.jar");
  }

  private void refused() throws IOException {
    try (var host = new PluginHost(folder)) {
      assertThatThrownBy(() -> host.plugins().install(upload))
          .isInstanceOf(ConnectorException.class);
    }
    assertThat(files()).containsExactly("upload.jar");
  }

  private void jar(PluginJarBuilder jar) throws IOException {
    Files.write(upload, jar.bytes());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(world)) {
      return all.filter(Files::isRegularFile)
          .map(file -> world.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
