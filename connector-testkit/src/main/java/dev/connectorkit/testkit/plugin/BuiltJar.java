package dev.connectorkit.testkit.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plugin jar that the build has just made; connector-plugin-parent passes its path. */
public final class BuiltJar {

  private static final String PROPERTY = "connector.jar";

  private BuiltJar() {}

  /**
   * Where it is.
   *
   * @throws IllegalStateException outside of a build that passes the path
   */
  public static Path path() {
    String path = System.getProperty(PROPERTY);
    if (path == null || !Files.isRegularFile(Path.of(path))) {
      throw new IllegalStateException(
          "The system property "
              + PROPERTY
              + " names no jar. Run this test by 'mvn verify', after the jar is made.");
    }
    return Path.of(path);
  }

  /** Copies it into a folder, from which a host can load it. */
  public static void copyTo(Path folder) {
    try {
      Files.copy(path(), folder.resolve(path().getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
