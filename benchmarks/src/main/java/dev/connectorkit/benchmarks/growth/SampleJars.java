package dev.connectorkit.benchmarks.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.benchmarks.plugin.SampleFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes plugin jars that differ in nothing but their id. */
final class SampleJars {

  private SampleJars() {}

  static String id(int number) {
    return "sample-" + number;
  }

  /** A new folder with this many jars. */
  static Path folderOf(int count) throws IOException {
    Path folder = Files.createTempDirectory("sample-plugins");
    for (int number = 0; number < count; number++) {
      write(folder.resolve(id(number) + ".jar"), id(number));
    }
    return folder;
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void write(Path jar, String id) throws IOException {
    String name = SampleFactory.class.getName();
    String folder = name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/');
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest(id));
        InputStream code = SampleFactory.class.getResourceAsStream("SampleFactory.class")) {
      put(out, "META-INF/extensions.idx", name.getBytes(UTF_8));
      put(out, folder + "SampleFactory.class", code.readAllBytes());
      put(out, folder + SampleFactory.ID, id.getBytes(UTF_8));
    }
  }

  private static Manifest manifest(String id) {
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Plugin-Id", id);
    attributes.putValue("Plugin-Version", "1.0.0");
    attributes.putValue("Plugin-Requires", ">=0.1.0");
    return manifest;
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
