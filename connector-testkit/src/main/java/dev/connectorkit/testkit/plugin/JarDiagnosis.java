package dev.connectorkit.testkit.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Says why no host loads a plugin jar, with the author's file and line where one is at fault. */
public final class JarDiagnosis {

  private JarDiagnosis() {}

  /**
   * Has a host of its own load the jar in this JVM.
   *
   * @return empty when the host loads it
   */
  public static List<Complaint> of(Path jar) {
    try {
      Path folder = Files.createTempDirectory("plugins");
      try {
        return new PluginJarReview(jar).refusal(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the connector needs at run time and neither its jar nor a host has. */
  public static List<Complaint> missingClasses(Path jar) {
    try {
      return new PluginJarReview(jar).missingClasses();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
