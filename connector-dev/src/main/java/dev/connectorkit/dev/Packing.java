package dev.connectorkit.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Makes plugin jars: manifest and libraries of the jar that Maven built, with other classes and
 * resources of the project in it.
 */
final class Packing {

  private final Project project;
  private final Path pattern;
  private final Set<String> own;

  Packing(Project project) throws IOException {
    this.project = project;
    this.own = namesBelow(project.classes());
    // A copy: the next build of Maven may exchange the jar while it is read.
    this.pattern = project.scratch().resolve("pattern.jar");
    Files.createDirectories(project.scratch());
    Files.copy(project.jar(), pattern, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes a jar with these classes; it is there as a whole, or not at all. */
  void write(Path classes, Path jar) throws IOException {
    Path unfinished = project.scratch().resolve("unfinished.jar");
    var written = new HashSet<String>();
    try (var from = new JarFile(pattern.toFile());
        OutputStream file = Files.newOutputStream(unfinished);
        var to = new JarOutputStream(file, from.getManifest())) {
      written.add(JarFile.MANIFEST_NAME);
      addAll(classes, to, written);
      addAll(project.resources(), to, written);
      for (JarEntry entry : from.stream().filter(entry -> !entry.isDirectory()).toList()) {
        if (!own.contains(entry.getName()) && written.add(entry.getName())) {
          to.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(to);
          }
        }
      }
    }
    Files.createDirectories(jar.getParent());
    Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void addAll(Path folder, JarOutputStream to, Set<String> written)
      throws IOException {
    for (Path file : SourceTree.below(folder)) {
      if (written.add(name(folder, file))) {
        to.putNextEntry(new JarEntry(name(folder, file)));
        Files.copy(file, to);
      }
    }
  }

  private static Set<String> namesBelow(Path folder) {
    var names = new HashSet<String>();
    SourceTree.below(folder).forEach(file -> names.add(name(folder, file)));
    return names;
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
