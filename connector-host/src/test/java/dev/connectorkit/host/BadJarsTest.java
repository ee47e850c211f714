package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad jar is a real file; it is reported, and the good ones beside it keep working. */
@Timeout(300)
@ExtendWith(Stalls.class)
class BadJarsTest {

  private static final Map<String, PluginProblem> MATRIX = new TreeMap<>();

  @TempDir Path around;

  static Stream<BadJar> badJars() {
    return BadJar.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badJars")
  void isReportedAndDisturbsNoOther(BadJar bad) throws IOException {
    Path folder = Files.createDirectory(around.resolve("plugins"));
    PluginJarBuilder.good("alpha").writeTo(folder, "a.jar");
    Path jar = bad.file().write(folder, "b.jar");
    PluginJarBuilder.good("gamma").writeTo(folder, "c.jar");

    try (PluginHost host = open(bad, folder)) {
      PluginProblem problem = host.onlyProblem();
      MATRIX.put(bad.what(), problem);
      assertThat(problem.jar()).isEqualTo(jar);
      assertThat(problem.kind()).isEqualTo(bad.kind());
      assertThat(problem.reason()).contains(bad.reason());
      assertThat(problem.remedy()).isNotBlank();
      assertThat(problem.toString())
          .startsWith("b.jar: ")
          .hasSizeLessThan(600)
          .doesNotContain("secret")
          .doesNotContainPattern("\\p{Cntrl}");
      assertThat(host.connectors()).containsExactly("alpha", "gamma");
      for (String good : List.of("alpha", "gamma")) {
        host.add(good, good);
        assertThat(host.signIn(good)).isEqualTo("1.0.0 to 1.0.0");
      }
    }
    assertThat(around).isDirectoryNotContaining("glob:**/{x,plugins-evil,link,passwd}*");
    assertThat(folder).isDirectoryNotContaining(path -> !path.toString().endsWith(".jar"));
  }

  static Stream<BadJar> uninstallable() {
    return BadJar.all().filter(bad -> !bad.hangs() && bad.kind() != Kind.DUPLICATE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uninstallable")
  void isRefusedAtInstallationAndLeavesNoTrace(BadJar bad) throws IOException {
    Path folder = Files.createDirectory(around.resolve("plugins"));
    PluginJarBuilder.good("alpha").writeTo(folder, "a.jar");
    Path jar = bad.file().write(around, "b.jar");
    try (var host = new PluginHost(folder)) {
      host.add("alpha", "alpha");

      assertThatThrownBy(() -> host.plugins().install(jar))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.PLUGIN_UNUSABLE))
          .hasMessageContaining(bad.reason());

      assertThat(host.signIn("alpha")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.plugins().problems()).isEmpty();
    }
    assertThat(folder.toFile().list()).containsExactly("a.jar");
  }

  private static PluginHost open(BadJar bad, Path folder) {
    return bad.hangs()
        ? new PluginHost(folder, builder -> builder.callDeadline(Pace.deadline()))
        : new PluginHost(folder);
  }

  /** For people: every way a jar can be bad, and what the host says of it. */
  @AfterAll
  static void writeMatrix() throws IOException {
    var lines = new StringBuilder("| jar | kind | what the host says |\n|---|---|---|\n");
    MATRIX.forEach(
        (what, problem) ->
            lines.append("| %s | %s | %s |\n".formatted(what, problem.kind(), problem)));
    Files.writeString(Path.of("target", "bad-jars.md"), lines);
  }
}
