package dev.connectorkit.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The content of libraries on the test's class path. */
final class Libraries {

  private Libraries() {}

  static Map<String, byte[]> contentOf(Class<?> type) {
    var content = new LinkedHashMap<String, byte[]>();
    try (var jar =
        new JarFile(type.getProtectionDomain().getCodeSource().getLocation().toURI().getPath())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        boolean wanted = !entry.isDirectory() && !entry.getName().startsWith("META-INF/");
        if (wanted && !entry.getName().equals("module-info.class")) {
          try (InputStream in = jar.getInputStream(entry)) {
            content.put(entry.getName(), in.readAllBytes());
          }
        }
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
