package dev.connectorkit.huggingface;

import dev.connectorkit.testkit.plugin.BuiltJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The shipped jar under another version, and with libraries in it, as a shading build makes it. */
final class Repackaged {

  private Repackaged() {}

  static Path write(Path target, String version, List<Class<?>> libraries) throws IOException {
    try (var shipped = new JarFile(BuiltJar.path().toFile())) {
      Manifest manifest = shipped.getManifest();
      manifest.getMainAttributes().putValue("Plugin-Version", version);
      try (var out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
        copy(shipped, out, true);
        for (Class<?> library : libraries) {
          try (var jar = new JarFile(placeOf(library).toFile())) {
            copy(jar, out, false);
          }
        }
      }
    }
    return target;
  }

  private static void copy(JarFile from, JarOutputStream to, boolean whole) throws IOException {
    for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
      JarEntry entry = all.nextElement();
      String name = entry.getName();
      boolean metadata = name.startsWith("META-INF/") || name.equals("module-info.class");
      boolean wanted = whole ? !name.equals(JarFile.MANIFEST_NAME) : !metadata;
      if (wanted && !entry.isDirectory()) {
        to.putNextEntry(new JarEntry(name));
        try (InputStream in = from.getInputStream(entry)) {
          in.transferTo(to);
        }
        to.closeEntry();
      }
    }
  }

  static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
