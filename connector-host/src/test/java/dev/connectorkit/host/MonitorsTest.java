package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A virtual thread that waits inside of {@code synchronized} holds its carrier on Java 21 to 23, so
 * nothing of ours waits there: locks are those of {@code java.util.concurrent}.
 */
class MonitorsTest {

  @Test
  void nothingIsSynchronized() throws IOException {
    assertThat(users(Path.of("src/main/java"))).isEmpty();
    assertThat(users(Path.of("../connector-kit/src/main/java"))).isEmpty();
  }

  private static List<String> users(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(java).hasSizeGreaterThan(10);
      return java.stream()
          .filter(MonitorsTest::usesMonitors)
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  private static boolean usesMonitors(Path source) {
    try {
      return Files.readString(source)
          .lines()
          .map(String::strip)
          .filter(line -> !line.startsWith("*") && !line.startsWith("//"))
          .anyMatch(line -> line.matches(".*\\b(synchronized|wait\\(|notify\\().*"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
