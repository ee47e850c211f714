package dev.connectorkit.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
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

/** Opens the jar that ships. */
class HuggingFaceJarIT {

  private static final int JAVA_17 = 61;

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
    assertThat(manifest.getValue("Plugin-Version")).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(manifest.getValue("Plugin-Requires")).isEqualTo(">=0.1.0 & <0.2.0");
    assertThat(manifest.getValue("Created-By")).doesNotContain("JDK");
  }

  @Test
  void theIndexNamesTheOneFactory() throws IOException {
    String index =
        new String(
            jar.getInputStream(jar.getJarEntry("META-INF/extensions.idx")).readAllBytes(), UTF_8);

    assertThat(index.lines().filter(line -> !line.startsWith("#")))
        .containsExactly(HuggingFaceConnectorFactory.class.getName());
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
                            "META-INF/extensions.idx",
                            "META-INF/services/dev.connectorkit.spi.ConnectorFactory")
                        .contains(name));
  }

  @Test
  void itsClassesRunOnJava17() throws IOException {
    for (JarEntry entry : files) {
      if (entry.getName().endsWith(".class")) {
        try (var in = new DataInputStream(jar.getInputStream(entry))) {
          in.skipNBytes(6);
          assertThat(in.readUnsignedShort()).as(entry.getName()).isLessThanOrEqualTo(JAVA_17);
        }
      }
    }
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
