package dev.connectorkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.connectorkit.fuzz.FuzzRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Fuzzes each target for a while. Runs in the profile {@code fuzz}, which says for how long. */
class FuzzIT {

  private static final List<Outcome> OUTCOMES = new ArrayList<>();
  private static final Path OUTPUT = Path.of(System.getProperty("fuzz.output", "target"));

  @TestFactory
  Stream<DynamicTest> noInputBreaks() {
    String wanted = System.getProperty("fuzz.target", "");
    List<FuzzTarget> targets =
        Stream.of(FuzzTarget.values())
            .filter(target -> wanted.isEmpty() || target.label().equals(wanted))
            .toList();
    assertThat(targets).as("targets named '%s'", wanted).isNotEmpty();
    return targets.stream().map(target -> dynamicTest(target.label(), () -> run(target)));
  }

  @AfterAll
  static void report() throws IOException {
    if (OUTCOMES.isEmpty()) {
      return;
    }
    String table =
        OUTCOMES.stream()
            .map(
                o ->
                    "| %s | %,d | %,d | %,d | %d | %d |"
                        .formatted(
                            o.target().label(),
                            o.inputs(),
                            o.edges(),
                            o.features(),
                            o.seconds(),
                            o.findings().size()))
            .collect(
                Collectors.joining(
                    "\n",
                    "| target | inputs | edges | features | seconds | findings |\n"
                        + "|---|---:|---:|---:|---:|---:|\n",
                    "\n"));
    Files.writeString(OUTPUT.resolve("fuzz-report.md"), table);
    System.out.println(table);
  }

  private static void run(FuzzTarget target) throws Exception {
    var run = new FuzzRun(target, OUTPUT);
    String input = System.getProperty("fuzz.input", "");
    if (!input.isEmpty()) {
      requireGoodEnd(run.reproduce(Path.of(input)));
      return;
    }
    Outcome outcome =
        run.fuzz(
            Integer.getInteger("fuzz.seconds", 15),
            Integer.getInteger("fuzz.inputs", -1),
            Integer.getInteger("fuzz.seed", 0));
    OUTCOMES.add(outcome);
    assertThat(outcome.findings()).as(() -> remedy(outcome)).isEmpty();
    requireGoodEnd(outcome);
    // Otherwise nothing was instrumented, and the run says nothing.
    assertThat(outcome.edges()).as("edges; see %s", outcome.log()).isGreaterThan(50);
  }

  private static void requireGoodEnd(Outcome outcome) {
    assertThat(outcome.ended())
        .as("ended well: %s; see %s", outcome.happened(), outcome.log())
        .isTrue();
  }

  private static String remedy(Outcome outcome) {
    return outcome.findings().stream()
        .map(
            file ->
                "  mvn -B -Pfuzz -pl fuzz -am verify -DskipTests -Dfuzz.target="
                    + outcome.target().label()
                    + " -Dfuzz.input="
                    + file.toAbsolutePath())
        .collect(
            Collectors.joining(
                "\n",
                outcome.happened() + "\nSee " + outcome.log() + ". Try the input again with\n",
                "\n"));
  }
}
