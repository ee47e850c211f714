package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Until a jar is taken into use, none of its code runs, whatever is done with the file. */
@Timeout(300)
@ExtendWith(Stalls.class)
class InspectionTest {

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private Path marker;
  private PluginJarBuilder marking;

  @BeforeEach
  void prepare() {
    marker = elsewhere.resolve("marker");
    String mark =
        "try { java.nio.file.Files.writeString(java.nio.file.Path.of(\"%s\"), \"ran\"); }"
                .formatted(marker.toString().replace("\\", "\\\\"))
            + " catch (java.io.IOException e) { throw new IllegalStateException(e); }";
    marking =
        PluginJarBuilder.good("marking")
            .pluginClass("static { " + mark + " }")
            .code("static", mark)
            .code("constructor", mark);
  }

  @Test
  void takingItIntoUseRunsItsCode() {
    try (var host = new PluginHost(folder)) {
      host.plugins().install(marking.writeTo(elsewhere, "marking.jar"));
    }
    assertThat(marker).exists();
  }

  @Test
  void inspectingItTellsWhatItIs() throws IOException {
    Path jar = marking.version("1.2.3").writeTo(elsewhere, "marking.jar");
    try (var host = new PluginHost(folder)) {
      InstalledPlugin seen = host.plugins().inspect(jar);

      assertThat(seen.id()).isEqualTo("marking");
      assertThat(seen.version()).isEqualTo("1.2.3");
      assertThat(seen.sha256()).isEqualTo(PluginHost.sha256(jar));
      assertThat(seen.jar()).isEqualTo(jar);
      assertThat(seen.enabled()).isFalse();
      assertThat(host.plugins().list()).isEmpty();
    }
    assertThat(PluginHost.names(folder)).isEmpty();
    assertThat(marker).doesNotExist();
  }

  @Test
  void aRefusedInspectionSaysWhy() throws IOException {
    Path jar = Files.writeString(elsewhere.resolve("no.jar"), "no");
    try (var host = new PluginHost(folder)) {
      PluginHost.assertFails(
          () -> host.plugins().inspect(jar),
          ConnectorError.PLUGIN_UNUSABLE,
          "no.jar: The file is not a complete, readable jar.");
    }
  }

  @Test
  void aDisabledJarRunsNothing() {
    marking.writeTo(folder, "marking.jar.disabled");
    try (var host = new PluginHost(folder)) {
      host.plugins().rescan();
      assertThat(host.plugins().list()).extracting(InstalledPlugin::id).containsOnly("marking");
      assertThat(host.plugins().problems()).isEmpty();
    }
    assertThat(marker).doesNotExist();
  }

  @Test
  void aJarThatIsNotTrustedRunsNothing() throws IOException {
    marking.writeTo(folder, "marking.jar");
    Path trust = Files.writeString(elsewhere.resolve("trust.json"), "{\"plugins\": []}");
    try (var host = new PluginHost(folder, builder -> builder.trustFile(trust))) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.NOT_TRUSTED);
      Path jar = marking.version("2.0.0").writeTo(elsewhere, "marking2.jar");
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> host.plugins().inspect(jar),
              () -> host.plugins().install(jar),
              () -> host.plugins().upgrade(jar))) {
        PluginHost.assertFails(
            call, ConnectorError.PLUGIN_UNUSABLE, "The trust file does not name this jar.");
      }
    }
    assertThat(marker).doesNotExist();
  }

  @Test
  void aJarBesideALaterVersionRunsNothing() {
    marking.writeTo(folder, "marking.jar");
    PluginJarBuilder.good("marking").version("1.0.1").writeTo(folder, "later.jar");
    try (var host = new PluginHost(folder)) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.DUPLICATE);
    }
    assertThat(marker).doesNotExist();
  }

  @Test
  void aJarThatMayStillBeWrittenToRunsNothing() {
    try (var host = new PluginHost(folder)) {
      marking.writeTo(folder, "marking.jar");
      host.plugins().poll();
      assertThat(marker).doesNotExist();

      host.plugins().poll();
      assertThat(marker).exists();
    }
  }

  @Test
  void aRefusedInstallationRunsNothing() {
    PluginJarBuilder.good("marking").writeTo(folder, "there.jar");
    Path jar = marking.writeTo(elsewhere, "marking.jar");
    try (var host = new PluginHost(folder)) {
      PluginHost.assertFails(
          () -> host.plugins().install(jar), ConnectorError.PLUGIN_UNUSABLE, "installed already");
    }
    assertThat(marker).doesNotExist();
  }
}
