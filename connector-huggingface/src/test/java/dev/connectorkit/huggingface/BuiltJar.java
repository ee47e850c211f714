package dev.connectorkit.huggingface;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that the build has just made; Failsafe passes its path. */
final class BuiltJar {

  private BuiltJar() {}

  static Path path() {
    return Path.of(System.getProperty("connector.jar"));
  }

  /** Copies it, alone, into a folder. */
  static void copyTo(Path folder) {
    try {
      Files.copy(path(), folder.resolve("connector-huggingface.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
