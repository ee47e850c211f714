package dev.connectorkit.testkit.check;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What a jar holds, read without running any of it.
 *
 * @param attributes the manifest's main attributes
 * @param names the names of all entries
 * @param index the lines of META-INF/extensions.idx that name a class
 * @param classFileVersions the major version of each class file outside of META-INF/versions
 */
record JarContent(
    Attributes attributes,
    Set<String> names,
    List<String> index,
    Map<String, Integer> classFileVersions) {

  private static final int MAGIC = 0xCAFEBABE;

  static JarContent of(Path path) {
    try (var jar = new JarFile(path.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      Set<String> names = new TreeSet<>();
      Map<String, Integer> versions = new LinkedHashMap<>();
      for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
        names.add(entry.getName());
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          try (var in = new DataInputStream(jar.getInputStream(entry))) {
            boolean isClass = in.readInt() == MAGIC;
            in.readUnsignedShort();
            versions.put(entry.getName(), isClass ? in.readUnsignedShort() : 0);
          } catch (EOFException e) {
            versions.put(entry.getName(), 0);
          }
        }
      }
      return new JarContent(
          manifest == null ? new Attributes() : manifest.getMainAttributes(),
          names,
          index(jar),
          versions);
    } catch (IOException e) {
      throw new UncheckedIOException("The jar cannot be read any more.", e);
    }
  }

  Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.getValue(name)).map(String::strip);
  }

  private static List<String> index(JarFile jar) throws IOException {
    var entry = jar.getEntry("META-INF/extensions.idx");
    if (entry == null) {
      return List.of();
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
