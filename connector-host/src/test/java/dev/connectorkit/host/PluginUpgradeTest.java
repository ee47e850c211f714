package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.ConnectorError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From one version to another, while sign-ins go on. */
@Timeout(300)
@ExtendWith(Stalls.class)
class PluginUpgradeTest {

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void aSignInBegunOnOneVersionCompletesOnTheNext() throws IOException {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      host.plugins().upgrade(version("2.0.0").writeTo(elsewhere, "sample2.jar"));

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 2.0.0");
      assertThat(host.signIn("one")).isEqualTo("2.0.0 to 2.0.0");
      assertThat(host.plugins().list()).extracting(InstalledPlugin::version).containsOnly("2.0.0");
    }
    assertThat(PluginHost.names(folder)).containsExactly("sample-2.0.0.jar");
  }

  @Test
  void goesBackToAnOlderVersionToo() {
    version("2.0.0").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      host.plugins().upgrade(version("1.5.0").writeTo(elsewhere, "older.jar"));

      assertThat(host.finish(started, "one")).isEqualTo("2.0.0 to 1.5.0");
    }
  }

  @Test
  void takesAnotherBuildOfTheSameVersion() throws IOException {
    version("1.0.0").writeTo(folder, "sample-1.0.0.jar");
    try (var host = new PluginHost(folder)) {
      String before = host.plugins().list().get(0).sha256();

      host.plugins()
          .upgrade(
              version("1.0.0").entry("more.txt", new byte[] {1}).writeTo(elsewhere, "rebuilt.jar"));

      assertThat(host.plugins().list())
          .singleElement()
          .satisfies(now -> assertThat(now.sha256()).isNotEqualTo(before));
      assertThat(PluginHost.names(folder)).hasSize(1);
    }
  }

  static Stream<PluginJarBuilder> badUpgrades() {
    return Stream.of(
        version("2.0.0").code("metadata", "if (true) return null;"),
        version("2.0.0").code("constructor", "throw new Error();"),
        version("2.0.0").code("create", "if (true) throw new IllegalStateException();"),
        version("2.0.0").code("start", "if (true) throw new IllegalStateException();"),
        version("2.0.0")
            .schema("{\"type\": \"object\", \"required\": [\"tenant\"], \"properties\": {}}"),
        PluginJarBuilder.good("sample", "renamed").version("2.0.0"));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("badUpgrades")
  void aFailedUpgradeLeavesTheFormerVersionServing(PluginJarBuilder bad) throws IOException {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    Path jar = bad.writeTo(elsewhere, "sample2.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      host.add("two", "sample");
      StartedSignIn started = host.host.begin("one");

      PluginHost.assertFails(
          () -> host.plugins().upgrade(jar), ConnectorError.PLUGIN_UNUSABLE, "sample");

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.signIn("two")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.plugins().problems()).isEmpty();
    }
    assertThat(PluginHost.names(folder)).containsExactly("sample.jar");
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("badUpgrades")
  void soDoesOneThatIsTriedByOverwritingTheFile(PluginJarBuilder bad) {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      bad.writeTo(folder, "sample.jar");
      host.plugins().rescan();

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.onlyProblem().jar()).isEqualTo(folder.resolve("sample.jar"));
      assertThat(host.plugins().list()).extracting(InstalledPlugin::version).containsOnly("1.0.0");
    }
  }

  @Test
  void callsInFlightFinishOnTheVersionTheyBeganWith() throws Exception {
    PluginJarBuilder.good("sample").code("complete", "stall();").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");
      var inFlight = CompletableFuture.supplyAsync(() -> host.finish(started, "one"));
      Stalls.awaitInside();
      StartedSignIn later = host.host.begin("one");

      host.plugins().upgrade(version("2.0.0").writeTo(elsewhere, "sample2.jar"));

      assertThat(host.finish(later, "one")).isEqualTo("1.0.0 to 2.0.0");
      assertThat(inFlight).isNotDone();
      Stalls.release();
      assertThat(inFlight.get()).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void aCallThatDoesNotFinishEndsWithinTheBound() {
    PluginJarBuilder.good("sample").code("complete", "stall();").writeTo(folder, "sample.jar");
    Duration deadline = Pace.deadline();
    try (var host = new PluginHost(folder, builder -> builder.callDeadline(deadline))) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");
      var inFlight = CompletableFuture.supplyAsync(() -> host.finish(started, "one"));
      Stalls.awaitInside();

      host.plugins().upgrade(version("2.0.0").writeTo(elsewhere, "sample2.jar"));

      assertThatThrownBy(inFlight::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .hasMessageContaining("'sample 1.0.0' did not return from complete()");
      assertThat(host.signIn("one")).isEqualTo("2.0.0 to 2.0.0");
    }
  }

  @Test
  void noSignInFailsWhileVersionsComeAndGo() throws Exception {
    version("1.0.0").writeTo(folder, "sample.jar");
    var versions = List.of("2.0.0", "3.0.0", "2.5.0", "4.0.0", "5.0.0");
    var done = new AtomicBoolean();
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      List<CompletableFuture<Set<String>>> people =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> signInUntil(done, host)))
              .limit(4)
              .toList();
      for (String next : versions) {
        host.plugins().upgrade(version(next).writeTo(elsewhere, next + ".jar"));
        assertThat(host.signIn("one")).isEqualTo(next + " to " + next);
      }
      done.set(true);
      for (CompletableFuture<Set<String>> person : people) {
        assertThat(person.get()).contains("5.0.0 to 5.0.0").allMatch(seen -> seen.contains(" to "));
      }
    } finally {
      done.set(true);
    }
  }

  private static Set<String> signInUntil(AtomicBoolean done, PluginHost host) {
    var seen = new TreeSet<String>();
    boolean last;
    do {
      last = done.get();
      seen.add(host.signIn("one"));
    } while (!last);
    return seen;
  }

  private static PluginJarBuilder version(String version) {
    return PluginJarBuilder.good("sample").version(version);
  }
}
