package dev.connectorkit.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The shipped plugin jar under later versions. */
final class LaterJar {

  private static final String NAME = "connector-huggingface.jar";

  private LaterJar() {}

  /** Puts it into the folder at one stroke, in the place of the one before. */
  static void install(Path folder, String version) throws IOException {
    Path original = Path.of(System.getProperty("console.plugins"), NAME);
    Path next = Files.createTempFile(folder, "next", ".part");
    try (var in = new JarFile(original.toFile())) {
      var manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().putValue("Plugin-Version", version);
      try (var out = new JarOutputStream(Files.newOutputStream(next), manifest)) {
        for (JarEntry entry : in.stream().toList()) {
          if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            in.getInputStream(entry).transferTo(out);
            out.closeEntry();
          }
        }
      }
    }
    Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }
}
