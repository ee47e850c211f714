package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What launch.sh does for a faster start, with the very jars it uses. */
@Timeout(180)
class RehearsalIT {

  private static final Path PLUGINS = Path.of(System.getProperty("console.plugins"));

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void itSignsInAndEnds() {
    assertThat(rehearse(PLUGINS)).isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void whyItCannotIsSaidPlainly() {
    assertThat(rehearse(folder)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("huggingface-universal").doesNotContain("\tat ");
  }

  @Test
  void classesOfTheConsoleThenComeFromTheArchive() throws Exception {
    Path archive = folder.resolve("classes.jsa");
    List<Path> jars = jars();

    String rehearsed =
        java(
            jars,
            "-XX:ArchiveClassesAtExit=" + archive,
            "-Xlog:disable",
            "rehearse",
            "--plugins",
            PLUGINS.toString());

    assertThat(archive).as(rehearsed).exists();
    String use = "-XX:SharedArchiveFile=" + archive;
    assertThat(java(jars, use, "-Xlog:class+load", "serve", "--help").lines())
        .filteredOn(line -> line.contains("ConnectorConsole source:"))
        .singleElement()
        .asString()
        .contains("shared objects file");

    // One of other jars is left alone, without a word among what the program says.
    assertThat(launcher()).contains(" -Xlog:cds=off -Xlog:cds+dynamic=off ");
    List<Path> others = new ArrayList<>(jars);
    Collections.reverse(others);
    assertThat(java(others, use, "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "serve", "--help"))
        .startsWith("Usage: ");
  }

  private int rehearse(Path plugins) {
    return ConnectorConsole.commandLine(
            Map.of(), new PrintStream(err, true, UTF_8), new PrintStream(err, true, UTF_8))
        .execute("rehearse", "--plugins", plugins.toString());
  }

  private String java(List<Path> jars, String... optionsAndArguments)
      throws IOException, InterruptedException {
    List<String> given = List.of(optionsAndArguments);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    given.stream().filter(text -> text.startsWith("-X")).forEach(command::add);
    command.add("-cp");
    command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(ConnectorConsole.class.getName());
    given.stream().filter(text -> !text.startsWith("-X")).forEach(command::add);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  /** Of the packaged program: of a folder of classes no archive can be made. */
  private static List<Path> jars() throws IOException {
    Path target = PLUGINS.getParent().getParent();
    try (Stream<Path> libraries = Files.list(PLUGINS.resolveSibling("lib"))) {
      return Stream.concat(
              Stream.of(target.resolve("connector-console-0.1.0-SNAPSHOT.jar")), libraries.sorted())
          .toList();
    }
  }

  private static String launcher() throws IOException {
    return Files.readString(Path.of("launch.sh"));
  }
}
