package dev.connectorkit.testkit.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * What a jar says about itself.
 *
 * @param moduleName the manifest's module name, or an empty text
 * @param extensions what PF4J's index names
 * @param services what the service file names
 * @param classVersions the class-file version of each class outside of META-INF
 */
record JarContent(
    String moduleName,
    List<String> extensions,
    List<String> services,
    TreeMap<String, Integer> classVersions) {

  private static final int CLASS_VERSION_OF_JAVA_ZERO = 44;

  static JarContent read(Path path) throws IOException {
    try (var jar = new JarFile(path.toFile())) {
      var versions = new TreeMap<String, Integer>();
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          try (var in = new DataInputStream(jar.getInputStream(entry))) {
            in.skipNBytes(6);
            versions.put(entry.getName(), in.readUnsignedShort());
          }
        }
      }
      return new JarContent(
          Optional.ofNullable(jar.getManifest())
              .map(manifest -> manifest.getMainAttributes().getValue("Automatic-Module-Name"))
              .orElse(""),
          names(jar, "META-INF/extensions.idx"),
          names(jar, "META-INF/services/dev.connectorkit.spi.ConnectorFactory"),
          versions);
    }
  }

  List<String> classesNewerThan(int release) {
    return classVersions.entrySet().stream()
        .filter(entry -> entry.getValue() > CLASS_VERSION_OF_JAVA_ZERO + release)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> names(JarFile jar, String file) throws IOException {
    ZipEntry entry = jar.getEntry(file);
    if (entry == null) {
      return List.of();
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
