package dev.connectorkit.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that are kept for each target. */
final class Corpus {

  private Corpus() {}

  static Path folder(FuzzTarget target) {
    return resource("/corpus/" + target.label());
  }

  static List<Path> of(FuzzTarget target) {
    try (Stream<Path> files = Files.list(folder(target))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path resource(String name) {
    URL found = Corpus.class.getResource(name);
    if (found == null) {
      throw new AssertionError("There is no " + name + ".");
    }
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
