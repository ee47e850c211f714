package dev.connectorkit.console;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All classes of a jar, for whoever lays them out before they are needed. */
final class ClassesOfJar {

  private static final Logger LOG = LoggerFactory.getLogger(ClassesOfJar.class);
  private static final String CLASS = ".class";

  private ClassesOfJar() {}

  /** Loads them, without running any of their code. */
  static void load(Class<?> one) throws IOException {
    URI place = URI.create(one.getProtectionDomain().getCodeSource().getLocation().toString());
    var file = new File(place);
    if (!file.isFile()) {
      // A folder of classes, of which no archive is made.
      return;
    }
    for (String name : names(file)) {
      try {
        Class.forName(name, false, one.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        // Of a library that is optional, and not here.
        LOG.debug("The class {} cannot be loaded: {}", name, e.getClass().getName());
      }
    }
  }

  private static List<String> names(File file) throws IOException {
    try (var jar = new JarFile(file)) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/"))
          .filter(name -> !name.equals("module-info.class"))
          .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
          .toList();
    }
  }
}
