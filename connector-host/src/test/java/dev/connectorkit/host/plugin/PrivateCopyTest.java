package dev.connectorkit.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the judging of a jar and its loading somebody may exchange it. */
class PrivateCopyTest {

  @TempDir Path folder;

  @Test
  void aJarThatChangedAfterItWasJudgedIsNotLoaded() throws Exception {
    Path file = PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    PluginJar judged = Verdict.on(file, "0.1.0").orThrow();
    PluginJarBuilder.good("sample").version("6.6.6").writeTo(folder, "sample.jar");
    List<Path> before = copies();

    assertThatThrownBy(() -> LoadedPlugin.load(judged, Duration.ofMinutes(2)))
        .isInstanceOf(UnusablePluginException.class)
        .hasMessage("The file changed while it was read.");

    assertThat(copies()).isEqualTo(before);
  }

  @Test
  void whatIsLoadedStaysWhatItIsWhateverBecomesOfTheFile() throws Exception {
    Path file = PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    PluginJar judged = Verdict.on(file, "0.1.0").orThrow();
    try (LoadedPlugin loaded = LoadedPlugin.load(judged, Duration.ofMinutes(2))) {
      Files.writeString(file, "broken");

      assertThat(loaded.factory().configSchema().json()).contains("clientId");
      assertThat(copies()).hasSize(1);
    }
    assertThat(copies()).isEmpty();
  }

  /** The copies of this process. */
  private static List<Path> copies() throws IOException {
    String prefix = "connector-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }
}
