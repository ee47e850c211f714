package dev.connectorkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs each target on each input of its corpus. The name of an input tells what must become of it:
 * {@code good-…} is accepted, {@code bad-…} is refused, and of any other only the properties of the
 * target are asked.
 */
class CorpusTest {

  // Far above what any input takes, on any machine.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TestFactory
  Stream<DynamicNode> everyInputIsHandled() {
    return Stream.of(FuzzTarget.values())
        .map(
            target ->
                dynamicContainer(
                    target.label(),
                    Corpus.of(target).stream()
                        .map(
                            input ->
                                dynamicTest(
                                    input.getFileName().toString(),
                                    input.toUri(),
                                    () -> run(target, input)))));
  }

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void everyCorpusHasBothSides(FuzzTarget target) {
    List<String> names =
        Corpus.of(target).stream().map(input -> input.getFileName().toString()).toList();

    assertThat(names).anyMatch(name -> name.startsWith("good-"));
    assertThat(names).anyMatch(name -> name.startsWith("bad-"));
  }

  private static void run(FuzzTarget target, Path input) throws IOException {
    byte[] content = Files.readAllBytes(input);
    boolean accepted = assertTimeoutPreemptively(LIMIT, () -> target.accepts(content));
    String name = input.getFileName().toString();
    if (name.startsWith("good-")) {
      assertThat(accepted).as("accepted").isTrue();
    }
    if (name.startsWith("bad-")) {
      assertThat(accepted).as("accepted").isFalse();
    }
  }
}
