package dev.connectorkit.host.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The content of libraries on the test's class path. */
final class Libraries {

  private Libraries() {}

  /** By name of the entry, from a jar or from a folder of classes. */
  static Map<String, byte[]> contentOf(Class<?> type) {
    try {
      Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return contentOf(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return contentOf(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, byte[]> contentOf(Path root) throws IOException {
    var content = new LinkedHashMap<String, byte[]>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("META-INF/") && !name.equals("module-info.class")) {
          content.put(name, Files.readAllBytes(file));
        }
      }
    }
    return content;
  }
}
