package dev.connectorkit.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source files of all modules, found from this one. */
final class Sources {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Sources() {}

  /** All Java files below {@code src/main} or {@code src/test} of any module. */
  static List<Path> java(String kind) {
    try (Stream<Path> modules =
        Stream.concat(Files.list(ROOT), Files.list(ROOT.resolve("samples")))) {
      return modules
          .map(module -> module.resolve("src/" + kind + "/java"))
          .filter(Files::isDirectory)
          .flatMap(Sources::walk)
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
