package dev.connectorkit.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Later versions of a plugin jar, which differ in nothing but their number. */
final class Versions {

  private Versions() {}

  static String of(int number) {
    return "0.1." + number;
  }

  /** Puts a version in the place of a jar at one stroke, as whoever upgrades should. */
  static void install(Path original, Path jar, int number) throws IOException {
    Path next = Files.createTempFile(jar.getParent(), "next", ".part");
    try (var in = new JarFile(original.toFile())) {
      var manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().putValue("Plugin-Version", of(number));
      try (var out = new JarOutputStream(Files.newOutputStream(next), manifest)) {
        for (JarEntry entry : in.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !entry.isDirectory()) {
            out.putNextEntry(new JarEntry(entry.getName()));
            in.getInputStream(entry).transferTo(out);
            out.closeEntry();
          }
        }
      }
    }
    Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE);
  }
}
