package dev.connectorkit.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files of a project look like at one moment: time and size of each. A connector has a
 * dozen files, and looking at them works alike on every system, which watching them does not.
 */
record SourceTree(Map<Path, List<Long>> files) {

  static SourceTree of(Project project) {
    var files = new TreeMap<Path, List<Long>>();
    add(files, project.sources());
    add(files, project.resources());
    return new SourceTree(files);
  }

  /** All files below a folder, in order; none when there is no such folder. */
  static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<Path, List<Long>> files, Path folder) {
    for (Path file : below(folder)) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        files.put(file, List.of(attributes.lastModifiedTime().toMillis(), attributes.size()));
      } catch (NoSuchFileException e) {
        // Gone in between, as editors do while they save; the next look sees what is there then.
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
