package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is unpacked, and whatever wants to be unpacked elsewhere is not even used. */
class ArchiveEntriesTest {

  @TempDir Path root;

  static Stream<Arguments> names() {
    return BadInputs.of("archive-entries.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void leadNowhere(String why, String name) throws IOException {
    Path folder = Files.createDirectory(root.resolve("plugins"));
    Files.createDirectory(root.resolve("plugins-evil"));
    Files.createDirectory(root.resolve("plugins2"));
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
    PluginJarBuilder.good("evil").entry(name, new byte[] {1}).writeTo(folder, "evil.jar");
    Path brought = PluginJarBuilder.good("more").entry(name, new byte[] {1}).writeTo(root, "m.jar");
    List<Path> before = files();

    try (var host = new PluginHost(folder)) {
      assertThat(host.onlyProblem().kind()).isIn(Kind.LEAVES_THE_JAR, Kind.UNREADABLE);
      assertThat(host.connectors()).containsExactly("good");
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> host.plugins().install(brought))
          .isInstanceOf(dev.connectorkit.spi.ConnectorException.class);
      assertThat(files()).isEqualTo(before);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anArchiveOfAnArchiveIsNotUnpackedEither() throws IOException {
    Path folder = Files.createDirectory(root.resolve("plugins"));
    Files.write(folder.resolve("evil.zip"), zip("evil/classes/sample/SampleFactory.class"));
    Files.createDirectory(folder.resolve("unpacked"));
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
    List<Path> before = files();

    try (var host = new PluginHost(folder)) {
      assertThat(host.connectors()).containsExactly("good");
      assertThat(files()).isEqualTo(before);
    }
  }

  private static byte[] zip(String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(1);
    }
    return bytes.toByteArray();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted().toList();
    }
  }
}
