package dev.connectorkit.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fuzzes one target in a process of its own, with little memory and a limit on the time of each
 * input. Everything stays in one folder: the log, the inputs that reached something new, and the
 * findings.
 */
final class FuzzRun {

  // What counts as coverage: our code, and the parsers that it hands input to.
  private static final String INSTRUMENTED =
      String.join(
          ":",
          "dev.connectorkit.spi.**",
          "dev.connectorkit.oauth.**",
          "dev.connectorkit.host.**",
          "com.nimbusds.**",
          "com.fasterxml.jackson.core.**",
          "org.everit.json.**",
          "org.json.**",
          "com.google.re2j.**",
          "org.apache.hc.core5.http.**",
          "org.pf4j.**",
          "com.github.zafarkhaja.**");

  private static final int SECONDS_PER_INPUT = 10;
  private static final int SECONDS_TO_START_AND_END = 120;
  private static final Pattern PROGRESS =
      Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) ft: (\\d+)");
  private static final Pattern FOUND = Pattern.compile("Test unit written to (\\S+)");
  private static final Pattern HAPPENED = Pattern.compile("(== Java Exception|SUMMARY): .*");
  private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: (\\d+)");

  private final FuzzTarget target;
  private final Path folder;

  FuzzRun(FuzzTarget target, Path output) {
    this.target = target;
    this.folder = output.resolve("fuzz").resolve(target.label());
  }

  /**
   * What came of it.
   *
   * @param inputs how many were tried
   * @param edges edges of the code that they reached
   * @param features edges and how often each was taken
   * @param findings inputs that broke something
   * @param happened what the fuzzer says of the finding; empty when there is none
   * @param ended whether the process ended by itself and without a finding
   */
  record Outcome(
      FuzzTarget target,
      long inputs,
      long edges,
      long features,
      long seconds,
      List<Path> findings,
      String happened,
      Path log,
      boolean ended) {}

  /**
   * Tries inputs until the time is over.
   *
   * @param inputs the most inputs to try; -1 for any number
   * @param seed what decides which inputs they are, of two runs of the same code; 0 for chance
   */
  Outcome fuzz(int seconds, int inputs, int seed) throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "-max_total_time=" + seconds,
            "-runs=" + inputs,
            "-seed=" + seed,
            "-max_len=" + target.maxLength(),
            "-dict=" + Corpus.resource("/dictionaries/words.dict"),
            // New inputs go to the first folder.
            Files.createDirectories(folder.resolve("corpus")).toString(),
            Corpus.folder(target).toString());
    return run(arguments, seconds + SECONDS_TO_START_AND_END);
  }

  /** Runs the target on one input, instrumented as in fuzzing. */
  Outcome reproduce(Path input) throws IOException, InterruptedException {
    return run(List.of(input.toAbsolutePath().toString()), SECONDS_TO_START_AND_END);
  }

  private Outcome run(List<String> arguments, int limit) throws IOException, InterruptedException {
    Path findings = Files.createDirectories(folder.resolve("findings"));
    Path temporary = temporary();
    Path log = folder.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-Dfuzz.target=" + target.label(),
                "-Dfuzz.corpus=" + Corpus.folder(target),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(),
                "--instrumentation_includes=" + INSTRUMENTED,
                // What checks is not to be outwitted.
                "--custom_hook_excludes=dev.connectorkit.fuzz.**",
                "--reproducer_path=" + temporary,
                "-artifact_prefix=" + findings + "/",
                "-timeout=" + SECONDS_PER_INPUT,
                "-print_final_stats=1"));
    if (target == FuzzTarget.HTTP_RESPONSE) {
      // Its connections are its own; of any other target they would be a finding.
      command.add(
          "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery");
    }
    command.addAll(arguments);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(limit, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    deleteAll(temporary);
    long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    return outcome(log, took, ended && process.exitValue() == 0);
  }

  /** In memory where there is such a place: a target for jars writes a file for each input. */
  private Path temporary() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.createTempDirectory(Files.isWritable(memory) ? memory : folder, "fuzz-");
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Outcome outcome(Path log, long seconds, boolean ended) throws IOException {
    // Latin-1: an input that is quoted there may be anything.
    String text = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    long inputs = 0;
    long edges = 0;
    long features = 0;
    for (Matcher progress = PROGRESS.matcher(text); progress.find(); ) {
      inputs = Long.parseLong(progress.group(1));
      edges = Long.parseLong(progress.group(2));
      features = Long.parseLong(progress.group(3));
    }
    Matcher executed = EXECUTED.matcher(text);
    if (executed.find()) {
      inputs = Long.parseLong(executed.group(1));
    }
    List<Path> found = FOUND.matcher(text).results().map(hit -> Path.of(hit.group(1))).toList();
    Matcher happened = HAPPENED.matcher(text);
    return new Outcome(
        target,
        inputs,
        edges,
        features,
        seconds,
        found,
        happened.find() ? happened.group() : "",
        log,
        ended);
  }
}
