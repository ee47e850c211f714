package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSHeader;
import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Install, upgrade, disable, enable, uninstall, with real jars on a running host. */
@Timeout(60)
class PluginLifeTest {

  /** Blocks a call until somebody lets it go, through a system property. */
  private static final String WAIT =
      "while (!Boolean.getBoolean(\"connector.test.go\")) { Thread.onSpinWait(); }";

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void aPluginMayBringItsOwnJacksonAndNimbus() {
    PluginJarBuilder.good("sample")
        .bundling(ObjectMapper.class)
        .bundling(com.fasterxml.jackson.core.JsonFactory.class)
        .bundling(com.fasterxml.jackson.annotation.JsonProperty.class)
        .bundling(JWSHeader.class)
        .code(
            "complete",
            """
            try {
              Class<?> mapper = com.fasterxml.jackson.databind.ObjectMapper.class;
              if (mapper.getClassLoader() != SampleFactory.class.getClassLoader()) {
                throw new IllegalStateException();
              }
              new com.fasterxml.jackson.databind.ObjectMapper().readTree("{}");
              com.nimbusds.jose.JWSHeader.parse("{\\"alg\\":\\"RS256\\"}");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            """)
        .writeTo(folder, "sample.jar");

    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void aPluginSeesTheSpiAndTheJdkButNoClassOfTheHost() {
    PluginJarBuilder.good("sample")
        .code(
            "constructor",
            """
            ClassLoader own = SampleFactory.class.getClassLoader();
            for (String hidden : List.of(
                "dev.connectorkit.host.ConnectorHost",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "com.nimbusds.jwt.SignedJWT",
                "org.junit.jupiter.api.Test")) {
              try {
                own.loadClass(hidden);
                throw new IllegalStateException();
              } catch (ClassNotFoundException e) {
              }
            }
            try {
              if (own.loadClass("dev.connectorkit.spi.Connector") != Connector.class) {
                throw new IllegalStateException();
              }
              own.loadClass("java.sql.Connection");
            } catch (ClassNotFoundException e) {
              throw new IllegalStateException(e);
            }
            """)
        .writeTo(folder, "sample.jar");

    try (var host = new PluginHost(folder)) {
      assertThat(host.plugins().problems()).isEmpty();
      assertThat(host.connectors()).containsExactly("sample");
    }
  }

  @Test
  void aMissingFolderIsRefused() {
    assertFails(
        () -> new PluginHost(folder.resolve("missing")), ConnectorError.NOT_FOUND, "Create it");
  }

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
    assertThat(files()).containsExactly("sample-1.0.0.jar");
  }

  @Test
  void refusesToInstallWhatCannotBeUsedAndLeavesNoTrace() throws IOException {
    Path unfit =
        PluginJarBuilder.good("unfit")
            .code("metadata", "if (true) return null;")
            .writeTo(elsewhere, "unfit.jar");
    Path noJar = Files.writeString(elsewhere.resolve("no.jar"), "no");
    try (var host = new PluginHost(folder)) {
      assertFails(
          () -> host.plugins().install(unfit),
          ConnectorError.PLUGIN_UNUSABLE,
          "metadata() returns null");
      assertFails(
          () -> host.plugins().install(noJar),
          ConnectorError.PLUGIN_UNUSABLE,
          "no.jar: The file is not a complete, readable jar.");
      assertThat(host.plugins().list()).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void inspectingAJarRunsNoneOfItsCode() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    Path jar =
        PluginJarBuilder.good("sample")
            .code("static", "System.setProperty(\"connector.test.ran\", \"yes\");")
            .writeTo(elsewhere, "again.jar");
    try (var host = new PluginHost(folder)) {
      assertFails(
          () -> host.plugins().install(jar), ConnectorError.PLUGIN_UNUSABLE, "installed already");
    }
    assertThat(System.getProperty("connector.test.ran")).isNull();
  }

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
    assertThat(files()).containsExactly("sample-2.0.0.jar");
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
      assertThat(files()).hasSize(1);
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

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("badUpgrades")
  void aFailedUpgradeLeavesTheFormerVersionServing(PluginJarBuilder bad) throws IOException {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    Path jar = bad.writeTo(elsewhere, "sample2.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      host.add("two", "sample");
      StartedSignIn started = host.host.begin("one");

      assertFails(() -> host.plugins().upgrade(jar), ConnectorError.PLUGIN_UNUSABLE, "sample");

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.signIn("two")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.plugins().problems()).isEmpty();
    }
    assertThat(files()).containsExactly("sample.jar");
  }

  @Test
  void callsInFlightFinishOnTheVersionTheyBeganWith() throws Exception {
    PluginJarBuilder.good("sample").code("complete", WAIT).writeTo(folder, "sample.jar");
    System.clearProperty("connector.test.go");
    try (var host =
        new PluginHost(folder, builder -> builder.callDeadline(java.time.Duration.ofSeconds(20)))) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");
      var inFlight = CompletableFuture.supplyAsync(() -> host.finish(started, "one"));
      StartedSignIn later = host.host.begin("one");

      host.plugins().upgrade(version("2.0.0").writeTo(elsewhere, "sample2.jar"));

      assertThat(host.finish(later, "one")).isEqualTo("1.0.0 to 2.0.0");
      assertThat(inFlight).isNotDone();
      System.setProperty("connector.test.go", "true");
      assertThat(inFlight.get()).isEqualTo("1.0.0 to 1.0.0");
    } finally {
      System.clearProperty("connector.test.go");
    }
  }

  @Test
  void aCallThatDoesNotFinishEndsWithinTheBound() {
    PluginJarBuilder.good("sample").code("complete", WAIT).writeTo(folder, "sample.jar");
    try (var host =
        new PluginHost(folder, builder -> builder.callDeadline(java.time.Duration.ofMillis(500)))) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");
      var inFlight = CompletableFuture.supplyAsync(() -> host.finish(started, "one"));

      host.plugins().upgrade(version("2.0.0").writeTo(elsewhere, "sample2.jar"));

      assertThatThrownBy(inFlight::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .hasMessageContaining("'sample 1.0.0' did not return from complete()");
      assertThat(host.signIn("one")).isEqualTo("2.0.0 to 2.0.0");
    } finally {
      System.setProperty("connector.test.go", "true");
      System.clearProperty("connector.test.go");
    }
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
        assertFails(call, ConnectorError.STOPPED, "its connector 'sample' is disabled");
      }
      assertThat(host.connectors()).isEmpty();
      assertThat(host.host.instances()).singleElement().matches(instance -> !instance.active());
      assertThat(host.plugins().list()).singleElement().matches(plugin -> !plugin.enabled());
      assertThat(files()).containsExactly("sample.jar.disabled");

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

      assertThat(files()).isEmpty();
      assertThat(host.plugins().list()).isEmpty();
      assertFails(() -> host.host.begin("one"), ConnectorError.STOPPED, "not installed");

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
        assertFails(call, ConnectorError.NOT_FOUND, "No plugin 'sample' is installed.");
      }
    }
  }

  @Test
  void aConfigChangesWithoutLosingASignIn() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      host.host.updateInstance("one", java.util.Map.of("clientId", "other"));
      assertFails(
          () -> host.host.updateInstance("one", java.util.Map.of("clientId", 5)),
          ConnectorError.INVALID_CONFIG,
          "clientId");

      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 1.0.0");
    }
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
        new PluginHost(folder, builder -> builder.watchPlugins(java.time.Duration.ofMillis(50)))) {
      PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
      await().until(() -> host.connectors().contains("sample"));
      host.add("one", "sample");
      StartedSignIn started = host.host.begin("one");

      // Overwritten in place, as a copying administrator does.
      version("2.0.0").writeTo(folder, "sample.jar");
      await().until(() -> host.plugins().list().get(0).version().equals("2.0.0"));
      assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 2.0.0");

      Files.move(folder.resolve("sample.jar"), folder.resolve("sample.jar.disabled"));
      await().until(() -> host.connectors().isEmpty());
      Files.move(folder.resolve("sample.jar.disabled"), folder.resolve("renamed.jar"));
      await().until(() -> host.connectors().contains("sample"));

      Files.delete(folder.resolve("renamed.jar"));
      await().until(() -> host.plugins().list().isEmpty());
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.EMPTY_FOLDER);
    }
  }

  @Test
  void aFileThatIsBeingWrittenIsNotTakenUpAndDisturbsNothing() throws Exception {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    byte[] next = version("2.0.0").entry("filler", filler()).bytes();
    try (var host =
        new PluginHost(folder, builder -> builder.watchPlugins(java.time.Duration.ofMillis(100)))) {
      host.add("one", "sample");
      try (var out = Files.newOutputStream(folder.resolve("sample.jar"))) {
        int step = next.length / 20;
        for (int from = 0; from < next.length; from += step) {
          out.write(next, from, Math.min(step, next.length - from));
          Thread.sleep(40);
          assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
          assertThat(host.plugins().problems()).isEmpty();
        }
      }
      await().until(() -> host.signIn("one").equals("2.0.0 to 2.0.0"));
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
  void anUnknownConnectorIsExplainedByWhatIsWrongInTheFolder() throws IOException {
    Files.writeString(folder.resolve("sample.jar"), "broken");
    try (var host = new PluginHost(folder)) {
      assertFails(
          () -> host.add("one", "sample"),
          ConnectorError.NOT_FOUND,
          "Known are: []. Not in use is sample.jar: The file is not a complete, readable jar.");
    }
  }

  private static byte[] filler() {
    var random = new byte[200_000];
    new java.util.Random(1).nextBytes(random);
    return random;
  }

  private static PluginJarBuilder version(String version) {
    return PluginJarBuilder.good("sample").version(version);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertFails(ThrowingCallable call, ConnectorError error, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error))
        .hasMessageContaining(message);
  }
}
