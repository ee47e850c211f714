package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The folder says what is in use; complete files only. */
@Timeout(300)
@ExtendWith(Stalls.class)
class PluginFolderTest {

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void aMissingFolderIsRefused() {
    PluginHost.assertFails(
        () -> new PluginHost(folder.resolve("missing")), ConnectorError.NOT_FOUND, "Create it");
  }

  @Test
  void theLatestOfSeveralVersionsInTheFolderIsUsed() {
    version("1.9.0").writeTo(folder, "a.jar");
    version("1.10.0").writeTo(folder, "b.jar");
    version("1.10.0-rc.1").writeTo(folder, "c.jar");
    try (var host = new PluginHost(folder)) {
      assertThat(host.plugins().list()).extracting(InstalledPlugin::version).containsOnly("1.10.0");
      assertThat(host.plugins().problems())
          .hasSize(2)
          .extracting(PluginProblem::kind)
          .containsOnly(Kind.DUPLICATE);
    }
  }

  @Test
  void whoeverWatchesTheFolderFollowsIt() throws IOException {
    try (var host =
        new PluginHost(folder, builder -> builder.watchPlugins(Duration.ofMillis(50)))) {
      PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
      PluginHost.eventually().until(() -> host.connectors().contains("sample"));
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      // Overwritten in place, as a copying administrator does.
      version("2.0.0").writeTo(folder, "sample.jar");
      PluginHost.eventually().until(() -> host.plugins().list().get(0).version().equals("2.0.0"));
      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 2.0.0");

      Files.move(folder.resolve("sample.jar"), folder.resolve("sample.jar.disabled"));
      PluginHost.eventually().until(() -> host.connectors().isEmpty());
      Files.move(folder.resolve("sample.jar.disabled"), folder.resolve("renamed.jar"));
      PluginHost.eventually().until(() -> host.connectors().contains("sample"));

      Files.delete(folder.resolve("renamed.jar"));
      PluginHost.eventually().until(() -> host.plugins().list().isEmpty());
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.EMPTY_FOLDER);
    }
  }

  @Test
  void aFileThatIsBeingWrittenIsNotTakenUpAndDisturbsNothing() throws IOException {
    version("1.0.0").writeTo(folder, "sample.jar");
    byte[] next = version("2.0.0").entry("filler", filler()).bytes();
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      try (var out = Files.newOutputStream(folder.resolve("sample.jar"))) {
        int step = next.length / 20;
        for (int from = 0; from < next.length; from += step) {
          out.write(next, from, Math.min(step, next.length - from));
          host.plugins().poll();
          assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
          assertThat(host.plugins().problems()).isEmpty();
        }
      }
      host.plugins().poll();
      assertThat(host.signIn("one")).isEqualTo("2.0.0 to 2.0.0");
    }
  }

  @Test
  void aCopyThatStallsIsReportedAndTakenUpWhenItGoesOn() throws IOException {
    version("1.0.0").writeTo(folder, "sample.jar");
    byte[] next = version("2.0.0").bytes();
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      Files.write(folder.resolve("sample.jar"), Arrays.copyOf(next, next.length / 2));
      host.plugins().poll();
      host.plugins().poll();

      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.UNREADABLE);
      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");

      Files.write(folder.resolve("sample.jar"), next);
      host.plugins().poll();
      host.plugins().poll();

      assertThat(host.plugins().problems()).isEmpty();
      assertThat(host.signIn("one")).isEqualTo("2.0.0 to 2.0.0");
    }
  }

  @Test
  void aBrokenFileInPlaceOfAGoodOneLeavesTheGoodOneServing() throws IOException {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      Files.writeString(folder.resolve("sample.jar"), "broken");
      version("0.9.0").writeTo(folder, "older.jar");

      host.plugins().rescan();

      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.plugins().problems())
          .extracting(PluginProblem::kind)
          .containsExactlyInAnyOrder(Kind.UNREADABLE, Kind.DUPLICATE);
    }
  }

  @Test
  void whatFailedIsTriedAgainOnRequestOnly() {
    PluginJarBuilder.good("sample")
        .code(
            "constructor",
            """
            System.setProperty("connector.test.tries",
                System.getProperty("connector.test.tries", "") + "x");
            if (!Boolean.getBoolean("connector.test.release")) throw new Error();
            """)
        .writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.plugins().poll();
      host.plugins().poll();
      assertThat(System.getProperty("connector.test.tries")).isEqualTo("x");

      Stalls.release();
      host.plugins().rescan();
      assertThat(System.getProperty("connector.test.tries")).isEqualTo("xx");
      assertThat(host.connectors()).containsExactly("sample");
    } finally {
      System.clearProperty("connector.test.tries");
    }
  }

  @Test
  void whatCouldNotBeReadForTheMomentIsTakenUpAtTheNextLook() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    String temporary = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", elsewhere.resolve("missing").toString());
    try (var host = new PluginHost(folder)) {
      host.plugins().poll();
      assertThat(host.onlyProblem().reason())
          .isEqualTo(
              "No copy of it can be made in %s, the folder for temporary files."
                  .formatted(elsewhere.resolve("missing")));
      assertThat(host.onlyProblem().remedy()).contains("-Djava.io.tmpdir");

      System.setProperty("java.io.tmpdir", temporary);
      host.plugins().poll();

      assertThat(host.plugins().problems()).isEmpty();
      assertThat(host.connectors()).containsExactly("sample");
    } finally {
      System.setProperty("java.io.tmpdir", temporary);
    }
  }

  @Test
  void anInterruptMakesNoJarUnusable() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      version("2.0.0").writeTo(folder, "sample.jar");
      Thread.currentThread().interrupt();
      host.plugins().rescan();
      assertThat(Thread.interrupted()).isTrue();

      host.plugins().rescan();

      assertThat(host.plugins().problems()).isEmpty();
      assertThat(host.plugins().list()).extracting(InstalledPlugin::version).containsOnly("2.0.0");
    }
  }

  @Test
  void aFileThatIsNotThereIsCalledThat() {
    try (var host = new PluginHost(folder)) {
      PluginHost.assertFails(
          () -> host.plugins().install(elsewhere.resolve("missing.jar")),
          ConnectorError.PLUGIN_UNUSABLE,
          "missing.jar: There is no such file. Check its name and folder.");
    }
  }

  @Test
  void aFolderIsNamedWhollyWhereverTheProcessWasStarted() {
    PluginHost.assertFails(
        () -> new PluginHost(Path.of("missing")),
        ConnectorError.NOT_FOUND,
        "'" + Path.of("").toAbsolutePath().resolve("missing") + "'");
  }

  @Test
  void zipsAndOtherFilesAreLeftAlone() throws IOException {
    version("1.0.0").writeTo(folder, "sample.zip");
    Files.createDirectory(folder.resolve("folder.jar"));
    try (var host = new PluginHost(folder)) {
      assertThat(host.connectors()).isEmpty();
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.EMPTY_FOLDER);
      assertThat(host.onlyProblem().reason())
          .isEqualTo("The plugins folder holds no jar; 'sample.zip' does not end in .jar.");
    }
    assertThat(PluginHost.names(folder)).containsExactly("folder.jar", "sample.zip");
  }

  private static byte[] filler() {
    var random = new byte[200_000];
    new Random(1).nextBytes(random);
    return random;
  }

  private static PluginJarBuilder version(String version) {
    return PluginJarBuilder.good("sample").version(version);
  }
}
