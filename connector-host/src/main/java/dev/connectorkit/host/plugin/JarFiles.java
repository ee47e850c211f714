package dev.connectorkit.host.plugin;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a plugins folder, whatever is in them: {@code *.jar} is wanted in use, {@code
 * *.jar.disabled} is not, and all else is none of ours.
 */
record JarFiles(Path folder) {

  private static final String ENABLED = ".jar";
  private static final String DISABLED = ".jar.disabled";

  static boolean isDisabled(Path file) {
    return file.getFileName().toString().endsWith(DISABLED);
  }

  /**
   * All jars, by name.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND} when there is no such folder
   */
  List<Path> list() {
    return files().filter(JarFiles::isJar).toList();
  }

  /** The names of other files. */
  List<String> others() {
    return files()
        .filter(file -> !isJar(file))
        .map(file -> Foreign.text(file.getFileName().toString()))
        .toList();
  }

  /** Copies a jar into the folder, so that no half of it is ever seen there. */
  Path add(PrivateCopy copy, PluginJar jar) throws IOException {
    Path target = free(jar.id() + "-" + jar.version(), ENABLED);
    Path part = folder.resolve(target.getFileName() + ".part");
    try {
      Files.copy(copy.file(), part, StandardCopyOption.REPLACE_EXISTING);
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  void delete(Path file) {
    change(() -> Files.deleteIfExists(file));
  }

  /** Renames a jar, so that it is wanted in use, or no longer. */
  void setEnabled(Path file, boolean enabled) {
    if (isDisabled(file) == enabled) {
      String name = file.getFileName().toString();
      Path target =
          free(name.substring(0, name.lastIndexOf(ENABLED)), enabled ? ENABLED : DISABLED);
      change(() -> Files.move(file, target, StandardCopyOption.ATOMIC_MOVE));
    }
  }

  /** A name of which there is no file, so that nothing is ever overwritten. */
  private Path free(String stem, String ending) {
    Path file = folder.resolve(stem + ending);
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(stem + "-" + i + ending);
    }
    return file;
  }

  private Stream<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList()
          .stream();
    } catch (IOException e) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message(
              "The plugins folder '"
                  + folder.toAbsolutePath()
                  + "' does not exist or cannot be read. Create it and copy the connector jars into"
                  + " it.")
          .cause(e)
          .build();
    }
  }

  private static boolean isJar(Path file) {
    return file.getFileName().toString().endsWith(ENABLED) || isDisabled(file);
  }

  private static void change(Change change) {
    try {
      change.run();
    } catch (IOException e) {
      throw ConnectorException.of(ConnectorError.PLUGIN_UNUSABLE)
          .message("The plugins folder cannot be changed. Give this process write access to it.")
          .cause(e)
          .build();
    }
  }

  private interface Change {
    void run() throws IOException;
  }
}
