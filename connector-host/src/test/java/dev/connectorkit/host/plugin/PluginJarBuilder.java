package dev.connectorkit.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds real plugin jars from source text, good unless told otherwise. */
public final class PluginJarBuilder {

  /** The source of a small correct connector; {@code %s} is its simple class name. */
  private static final String FACTORY =
      """
      package sample;
      import dev.connectorkit.oauth.*;
      import dev.connectorkit.spi.*;
      import java.net.URI;
      public class %s implements ConnectorFactory {
        public ConnectorMetadata metadata() {
          return ConnectorMetadata.builder("%s")
              .target("sample")
              .name(LocalizedText.english("Sample"))
              .description(LocalizedText.english("A sample."))
              .logo(new Logo("image/svg+xml", "<svg/>".getBytes()))
              .readme("# Sample")
              .build();
        }
        public ConfigSchema configSchema() {
          return new ConfigSchema("{\\"type\\":\\"object\\",\\"properties\\":{}}");
        }
        public Connector create(ConnectorConfig config, ConnectorContext context) {
          return OAuthConnector.builder(context)
              .endpoints(Endpoints.of(
                  URI.create("https://sample.example/authorize"),
                  URI.create("https://sample.example/token")))
              .client(ClientAuthentication.none("client"))
              .build();
        }
      }
      """;

  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private String source;
  private String className;
  private String index;

  private PluginJarBuilder(String pluginId, String connectorId) {
    manifest.put("Plugin-Id", pluginId);
    manifest.put("Plugin-Version", "1.0.0");
    manifest.put("Plugin-Requires", ">=0.1.0 & <1.0.0");
    className = "SampleFactory";
    source = FACTORY.formatted(className, connectorId);
    index = "sample." + className + "\n";
  }

  public static PluginJarBuilder good(String id) {
    return new PluginJarBuilder(id, id);
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

  public PluginJarBuilder index(String content) {
    this.index = content;
    return this;
  }

  public PluginJarBuilder entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Changes the factory's source. */
  public PluginJarBuilder replacing(String text, String by) {
    if (!source.contains(text)) {
      throw new IllegalArgumentException("The source has no '" + text + "'");
    }
    source = source.replace(text, by);
    return this;
  }

  public Path writeTo(Path folder, String fileName) {
    Path jar = folder.resolve(fileName);
    var main = new Manifest();
    main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(main.getMainAttributes()::putValue);
    try (var out = new JarOutputStream(Files.newOutputStream(jar), main)) {
      for (Map.Entry<String, byte[]> compiled : compile().entrySet()) {
        put(out, compiled.getKey(), compiled.getValue());
      }
      if (index != null) {
        put(out, "META-INF/extensions.idx", index.getBytes(UTF_8));
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(out, entry.getKey(), entry.getValue());
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private Map<String, byte[]> compile() throws IOException {
    Path classes = Files.createTempDirectory("plugin-classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var unit =
        new SimpleJavaFileObject(
            URI.create("string:///sample/" + className + ".java"),
            javax.tools.JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "--release",
            "17",
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    if (!compiler.getTask(null, null, null, options, null, List.of(unit)).call()) {
      throw new IllegalStateException("The sample does not compile.");
    }
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        compiled.put(
            classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return compiled;
  }
}
