package dev.connectorkit.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Builds real plugin jars from source text, good unless told otherwise. */
public final class PluginJarBuilder {

  private static final String DEFAULT_SCHEMA =
      "{\"type\": \"object\", \"properties\": {\"clientId\": {\"type\": \"string\"}}}";

  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, String> code = new LinkedHashMap<>();
  private final String connectorId;
  private String schema = DEFAULT_SCHEMA;
  private String index = "sample.SampleFactory\n";
  private boolean withManifest = true;
  private int forJava;

  private PluginJarBuilder(String pluginId, String connectorId) {
    this.connectorId = connectorId;
    manifest.put("Plugin-Id", pluginId);
    manifest.put("Plugin-Version", "1.0.0");
    manifest.put("Plugin-Requires", ">=0.1.0 & <1.0.0");
  }

  /** A plugin whose connector has the same id. */
  public static PluginJarBuilder good(String id) {
    return new PluginJarBuilder(id, id);
  }

  public static PluginJarBuilder good(String pluginId, String connectorId) {
    return new PluginJarBuilder(pluginId, connectorId);
  }

  /** Sets a manifest attribute, or leaves it out when the value is null. */
  public PluginJarBuilder attribute(String name, String value) {
    if (value == null) {
      manifest.remove(name);
    } else {
      manifest.put(name, value);
    }
    return this;
  }

  public PluginJarBuilder version(String value) {
    return attribute("Plugin-Version", value);
  }

  public PluginJarBuilder withoutManifest() {
    withManifest = false;
    return this;
  }

  public PluginJarBuilder index(String content) {
    this.index = content;
    return this;
  }

  public PluginJarBuilder schema(String json) {
    this.schema = json;
    return this;
  }

  public PluginJarBuilder entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Adds every class and resource of a library, as a shading build does. */
  public PluginJarBuilder bundling(Class<?> ofLibrary) {
    entries.putAll(Libraries.contentOf(ofLibrary));
    return this;
  }

  /**
   * Puts Java code at the start of a part of the connector.
   *
   * @param place one of members, static, constructor, metadata, configSchema, create, start,
   *     authorize, complete, check, close
   */
  public PluginJarBuilder code(String place, String statements) {
    code.put(place, statements);
    return this;
  }

  /** Gives the plugin a Plugin-Class, of which this is the body; its name is Life. */
  public PluginJarBuilder pluginClass(String body) {
    return attribute("Plugin-Class", "sample.SampleFactory$Life")
        .code("members", "public static class Life extends org.pf4j.Plugin { " + body + " }");
  }

  /** Marks every class as made for this version of Java. */
  public PluginJarBuilder forJava(int feature) {
    this.forJava = feature;
    return this;
  }

  public Path writeTo(Path folder, String fileName) {
    try {
      return Files.write(folder.resolve(fileName), bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] bytes() {
    var buffer = new ByteArrayOutputStream();
    try (JarOutputStream out = open(buffer)) {
      String version = manifest.getOrDefault("Plugin-Version", "none");
      for (Map.Entry<String, byte[]> compiled :
          SampleSource.compile(connectorId, version, schema, code).entrySet()) {
        byte[] content = compiled.getValue().clone();
        if (forJava > 0) {
          // The major version of Java 1.0.2 is 45, counted as Java 1.
          ByteBuffer.wrap(content).putShort(6, (short) (44 + forJava));
        }
        put(out, compiled.getKey(), content);
      }
      if (index != null) {
        put(out, "META-INF/extensions.idx", index.getBytes(UTF_8));
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(out, entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.toByteArray();
  }

  private JarOutputStream open(OutputStream out) throws IOException {
    if (!withManifest) {
      return new JarOutputStream(out);
    }
    var main = new Manifest();
    main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(main.getMainAttributes()::putValue);
    return new JarOutputStream(out, main);
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    var entry = new JarEntry(name);
    // The same content gives the same bytes, and so the same hash.
    entry.setTime(0);
    entry.setMethod(ZipEntry.DEFLATED);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
