package dev.connectorkit.testkit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.testkit.shape.WireShapeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** Makes plugin jars of the connectors whose source text lies in {@code src/test/reference}. */
final class ReferenceJar {

  static final String INDEX = "reference.ReferenceFactory\n";

  private static final Path REFERENCE = Path.of("src", "test", "reference");
  private static final Map<String, byte[]> JACKSON = jackson();

  private final String name;
  private final Map<String, String> sources;
  private final Map<String, byte[]> libraries;
  private final String shape;
  private final Map<String, byte[]> classes;

  private ReferenceJar(String name, Map<String, byte[]> libraries, String... folders) {
    this.name = name;
    this.libraries = libraries;
    this.sources = new LinkedHashMap<>();
    for (String folder : folders) {
      // Those named first win.
      read(REFERENCE.resolve(folder).resolve("reference")).forEach(sources::putIfAbsent);
    }
    this.shape = text(REFERENCE.resolve(folders[0]).resolve("wire-shape.json"));
    this.classes = Compilation.of(sources, Map.of());
  }

  /** OpenID Connect with discovery, written on the SPI alone, with its own Jackson. */
  static ReferenceJar oidc() {
    return new ReferenceJar("reference-oidc", JACKSON, "oidc");
  }

  /** Plain OAuth 2.0 with numeric ids, written on the SPI alone, with its own Jackson. */
  static ReferenceJar plain() {
    return new ReferenceJar("reference-plain", JACKSON, "plain", "oidc");
  }

  /** A provider full of harmless quirks, described to the building blocks. */
  static ReferenceJar quirks() {
    return new ReferenceJar("reference-quirks", Map.of(), "quirks");
  }

  Map<String, String> sources() {
    return sources;
  }

  Map<String, byte[]> libraries() {
    return libraries;
  }

  String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }

  Manifest manifest() {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Plugin-Id", name);
    main.putValue("Plugin-Version", "1.0.0");
    main.putValue("Plugin-Requires", ">=0.1.0 & <1.0.0");
    return manifest;
  }

  /** The connector as it is. */
  byte[] jar() {
    Map<String, byte[]> content = new LinkedHashMap<>(classes);
    content.putAll(libraries);
    return jar(manifest(), INDEX, shape, content);
  }

  byte[] jar(Manifest manifest, String index, String wireShape, Map<String, byte[]> content) {
    var buffer = new ByteArrayOutputStream();
    try (var out = new JarOutputStream(buffer, manifest)) {
      // Packing is not what is tested here.
      out.setLevel(Deflater.NO_COMPRESSION);
      put(out, "META-INF/extensions.idx", index.getBytes(UTF_8));
      put(out, WireShapeFile.ENTRY, wireShape.getBytes(UTF_8));
      for (Map.Entry<String, byte[]> entry : content.entrySet()) {
        put(out, entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.toByteArray();
  }

  String shape() {
    return shape;
  }

  /** Its class files by entry name, where some of the source files are changed. */
  Map<String, byte[]> compile(Map<String, String> changed) {
    Map<String, byte[]> all = new LinkedHashMap<>(classes);
    if (!changed.isEmpty()) {
      all.putAll(Compilation.of(changed, classes));
    }
    return all;
  }

  private static Map<String, String> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, String> texts = new LinkedHashMap<>();
      files.sorted().forEach(file -> texts.put(file.getFileName().toString(), text(file)));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> jackson() {
    Map<String, byte[]> content = new LinkedHashMap<>();
    for (Class<?> type : List.of(JsonProperty.class, JsonParser.class, ObjectMapper.class)) {
      content.putAll(contentOf(type));
    }
    return Collections.unmodifiableMap(content);
  }

  /** The classes of the library that a class comes from. */
  static Map<String, byte[]> contentOf(Class<?> type) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    try (var jar =
        new JarFile(type.getProtectionDomain().getCodeSource().getLocation().toURI().getPath())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        boolean wanted =
            !entry.isDirectory()
                && !entry.getName().startsWith("META-INF/")
                && !entry.getName().equals("module-info.class");
        if (wanted) {
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

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    var entry = new JarEntry(name);
    entry.setTime(0);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
