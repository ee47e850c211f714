package dev.connectorkit.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.plugin.BuiltJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Opens the jar that ships, for what no host asks of it. */
class HuggingFaceJarIT {

  private static JarFile jar;
  private static List<JarEntry> files;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(BuiltJar.path().toFile());
    files = jar.stream().filter(entry -> !entry.isDirectory()).toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void theManifestDescribesThePlugin() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue("Plugin-Id")).isEqualTo("connector-huggingface");
    assertThat(manifest.getValue("Plugin-Requires")).isEqualTo(">=0.1.0 & <0.2.0");
    assertThat(manifest.getValue("Plugin-Provider")).isEqualTo("Connector Kit");
    assertThat(manifest.getValue("Plugin-Description")).isEqualTo("Sign in with Hugging Face");
    assertThat(manifest.getValue("Created-By")).doesNotContain("JDK");
  }

  @Test
  void itHoldsItsOwnPackageAndNothingElse() {
    assertThat(files)
        .extracting(JarEntry::getName)
        .allMatch(
            name ->
                name.startsWith("dev/connectorkit/huggingface/")
                    || List.of(
                            "META-INF/MANIFEST.MF",
                            "META-INF/connector-kit/wire-shape.json",
                            "META-INF/extensions.idx",
                            "META-INF/services/dev.connectorkit.spi.ConnectorFactory")
                        .contains(name));
  }

  @Test
  void itsEntriesCarryOneFixedTime() {
    assertThat(jar.stream().map(JarEntry::getTimeLocal).distinct()).hasSize(1);
    assertThat(files.get(1).getTimeLocal()).hasToString("2026-01-01T00:00");
  }

  @Test
  void itIsThin() throws IOException {
    assertThat(Files.size(Path.of(jar.getName()))).isLessThan(64 * 1024);
  }
}
