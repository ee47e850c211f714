package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Install, disable, enable, uninstall, with real jars on a running host. */
@Timeout(300)
@ExtendWith(Stalls.class)
class PluginLifeTest {

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void installsAJarOnARunningHost() throws IOException {
    Path jar = PluginJarBuilder.good("sample").writeTo(elsewhere, "download.jar");
    try (var host = new PluginHost(folder)) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.EMPTY_FOLDER);

      InstalledPlugin installed = host.plugins().install(jar);

      assertThat(installed.jar()).isEqualTo(folder.resolve("sample-1.0.0.jar"));
      assertThat(installed.sha256()).matches("[0-9a-f]{64}");
      assertThat(host.plugins().list()).containsExactly(installed);
      assertThat(host.plugins().problems()).isEmpty();
      host.add("one", "sample");
      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
    }
    assertThat(PluginHost.names(folder)).containsExactly("sample-1.0.0.jar");
  }

  @Test
  void refusesToInstallWhatCannotBeUsedAndLeavesNoTrace() throws IOException {
    Path unfit =
        PluginJarBuilder.good("unfit")
            .code("metadata", "if (true) return null;")
            .writeTo(elsewhere, "unfit.jar");
    Path noJar = Files.writeString(elsewhere.resolve("no.jar"), "no");
    try (var host = new PluginHost(folder)) {
      PluginHost.assertFails(
          () -> host.plugins().install(unfit),
          ConnectorError.PLUGIN_UNUSABLE,
          "metadata() returns null");
      PluginHost.assertFails(
          () -> host.plugins().install(noJar),
          ConnectorError.PLUGIN_UNUSABLE,
          "no.jar: The file is not a complete, readable jar.");
      assertThat(host.plugins().list()).isEmpty();
    }
    assertThat(PluginHost.names(folder)).isEmpty();
  }

  @Test
  void aDisabledPluginRefusesAndLosesNothing() throws IOException {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      host.plugins().disable("sample");

      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> host.host.begin("one"),
              () -> host.finish(started, "one"),
              () -> host.host.check("one"))) {
        PluginHost.assertFails(call, ConnectorError.STOPPED, "its connector 'sample' is disabled");
      }
      assertThat(host.connectors()).isEmpty();
      assertThat(host.host.instances()).singleElement().matches(instance -> !instance.active());
      assertThat(host.plugins().list()).singleElement().matches(plugin -> !plugin.enabled());
      assertThat(PluginHost.names(folder)).containsExactly("sample.jar.disabled");

      host.plugins().enable("sample");

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.host.instances()).singleElement().matches(ConnectorInstance::active);
    }
  }

  @Test
  void aDisabledPluginStaysDisabledInTheNextHost() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.plugins().disable("sample");
    }
    try (var host = new PluginHost(folder)) {
      assertThat(host.connectors()).isEmpty();
      assertThat(host.plugins().list()).extracting(InstalledPlugin::enabled).containsOnly(false);
    }
  }

  @Test
  void anUninstalledPluginCanComeBack() throws IOException {
    Path jar = PluginJarBuilder.good("sample").writeTo(elsewhere, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.plugins().install(jar);
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      host.plugins().uninstall("sample");

      assertThat(PluginHost.names(folder)).isEmpty();
      assertThat(host.plugins().list()).isEmpty();
      PluginHost.assertFails(() -> host.host.begin("one"), ConnectorError.STOPPED, "not installed");

      host.plugins().install(jar);

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void whatIsNotThereCannotBeChanged() {
    Path jar = PluginJarBuilder.good("sample").writeTo(elsewhere, "sample.jar");
    try (var host = new PluginHost(folder)) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> host.plugins().upgrade(jar),
              () -> host.plugins().disable("sample"),
              () -> host.plugins().enable("sample"),
              () -> host.plugins().uninstall("sample"))) {
        PluginHost.assertFails(call, ConnectorError.NOT_FOUND, "No plugin 'sample' is installed.");
      }
    }
  }

  @Test
  void aConfigChangesWithoutLosingASignIn() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      host.host.updateInstance("one", Map.of("clientId", "other"));
      PluginHost.assertFails(
          () -> host.host.updateInstance("one", Map.of("clientId", 5)),
          ConnectorError.INVALID_CONFIG,
          "clientId");

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void disablingAndEnablingOverwriteNoFile() {
    version("1.0.0").writeTo(folder, "sample.jar.disabled");
    version("2.0.0").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      assertThat(host.plugins().enable("sample").version()).isEqualTo("2.0.0");
      assertThat(PluginHost.names(folder)).containsExactly("sample.jar", "sample.jar.disabled");

      host.plugins().disable("sample");
      assertThat(PluginHost.names(folder))
          .containsExactly("sample-2.jar.disabled", "sample.jar.disabled");

      assertThat(host.plugins().enable("sample").version()).isEqualTo("2.0.0");
      assertThat(PluginHost.names(folder)).containsExactly("sample-2.jar", "sample.jar");
    }
  }

  @Test
  void onePluginThatCannotBeUsedCanBeUpgradedDisabledAndUninstalledLikeAnyOther() {
    unfit("1.0.0").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      assertThat(host.connectors()).isEmpty();
      host.plugins().disable("sample");
      assertThat(PluginHost.names(folder)).containsExactly("sample.jar.disabled");
      assertThat(host.plugins().problems()).isEmpty();

      PluginHost.assertFails(
          () -> host.plugins().enable("sample"),
          ConnectorError.PLUGIN_UNUSABLE,
          "sample.jar: metadata() returns null");
      assertThat(PluginHost.names(folder)).containsExactly("sample.jar.disabled");
      assertThat(host.plugins().list()).extracting(InstalledPlugin::enabled).containsOnly(false);

      host.plugins().upgrade(version("2.0.0").writeTo(elsewhere, "sample2.jar"));
      assertThat(host.connectors()).containsExactly("sample");
      assertThat(PluginHost.names(folder)).containsExactly("sample-2.0.0.jar");

      unfit("2.0.0").writeTo(folder, "sample-2.0.0.jar");
      host.plugins().uninstall("sample");
      assertThat(PluginHost.names(folder)).isEmpty();
      assertThat(host.connectors()).isEmpty();
    }
  }

  @Test
  void aPluginWhoseFileWasBrokenMeanwhileCanBeDisabledAndUninstalled() throws IOException {
    for (Consumer<Plugins> change :
        List.<Consumer<Plugins>>of(
            plugins -> plugins.disable("sample"), plugins -> plugins.uninstall("sample"))) {
      version("1.0.0").writeTo(folder, "sample.jar");
      try (var host = new PluginHost(folder)) {
        host.add("one", "sample");
        Files.writeString(folder.resolve("sample.jar"), "broken");
        host.plugins().rescan();
        assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");

        change.accept(host.plugins());

        assertThat(host.connectors()).isEmpty();
        assertThat(folder.resolve("sample.jar")).doesNotExist();
      }
    }
  }

  @Test
  void anUpgradeClearsAwayTheFormerFileEvenIfItWasBrokenMeanwhile() throws IOException {
    version("1.0.0").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      Files.writeString(folder.resolve("sample.jar"), "broken");

      host.plugins().upgrade(version("2.0.0").writeTo(elsewhere, "sample2.jar"));

      assertThat(PluginHost.names(folder)).containsExactly("sample-2.0.0.jar");
      assertThat(host.plugins().problems()).isEmpty();
    }
  }

  @Test
  void manyAtOnceLeaveWhatTheLastOneSays() throws Exception {
    List<String> ids = List.of("alpha", "beta", "gamma");
    for (String id : ids) {
      PluginJarBuilder.good(id).writeTo(elsewhere, id + ".jar");
    }
    try (var host = new PluginHost(folder)) {
      List<CompletableFuture<Void>> operators =
          ids.stream()
              .map(id -> CompletableFuture.runAsync(() -> comeAndGo(host, id)))
              .collect(Collectors.toCollection(ArrayList::new));
      operators.add(CompletableFuture.runAsync(() -> host.plugins().rescan()));
      operators.add(CompletableFuture.runAsync(() -> host.plugins().poll()));
      for (CompletableFuture<Void> operator : operators) {
        operator.get();
      }

      assertThat(host.connectors()).isEqualTo(ids);
      assertThat(host.plugins().problems()).isEmpty();
      for (String id : ids) {
        assertThat(host.signIn(id)).isEqualTo("1.0.0 to 1.0.0");
      }
    }
  }

  private void comeAndGo(PluginHost host, String id) {
    Path jar = elsewhere.resolve(id + ".jar");
    host.plugins().install(jar);
    host.add(id, id);
    for (int i = 0; i < 3; i++) {
      host.plugins().disable(id);
      host.plugins().enable(id);
      host.plugins().uninstall(id);
      host.plugins().install(jar);
    }
  }

  private static PluginJarBuilder unfit(String version) {
    return version(version).code("metadata", "if (true) return null;");
  }

  private static PluginJarBuilder version(String version) {
    return PluginJarBuilder.good("sample").version(version);
  }
}
