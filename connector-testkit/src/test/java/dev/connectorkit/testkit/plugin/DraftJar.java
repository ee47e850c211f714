package dev.connectorkit.testkit.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
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
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A connector's jar as an author may have built it: good, unless a test changes a part. */
final class DraftJar {

  private static final String FACTORY =
      """
      package draft;
      import dev.connectorkit.spi.*;
      import org.pf4j.Extension;
      @Extension
      public final class DraftFactory implements ConnectorFactory {
        public ConnectorMetadata metadata() {
          return ConnectorMetadata.builder("draft")
              .target("draft")
              .name(LocalizedText.english("Draft"))
              .description(LocalizedText.english("Sign in with Draft."))
              .logo(Logo.fromResource(DraftFactory.class, "logo.svg"))
              .logoDark(Logo.fromResource(DraftFactory.class, "logo-dark.svg"))
              .readme("# Draft")
              .build();
        }
        public ConfigSchema configSchema() {
          return ConfigSchema.fromResource(DraftFactory.class, "config-schema.json");
        }
        public Connector create(ConnectorConfig config, ConnectorContext context) {
          throw new UnsupportedOperationException();
        }
      }
      """;

  private static final String SCHEMA =
      """
      {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {
          "clientId": {
            "type": "string",
            "title": "Client ID",
            "description": "Shown on the page of your application.",
            "x-order": 1
          },
          "clientSecret": {
            "type": "string",
            "title": "Client secret",
            "description": "The application's secret.",
            "writeOnly": true,
            "x-order": 2
          }
        }
      }
      """;

  private static final String LOGO =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><rect width=\"8\""
          + " height=\"8\"/></svg>";

  static final String IN_RESOURCES = "src/main/resources/draft/";

  final Map<String, String> sources = new LinkedHashMap<>(Map.of("DraftFactory", FACTORY));
  final Map<String, String> resources =
      new LinkedHashMap<>(
          Map.of(
              "META-INF/extensions.idx", "draft.DraftFactory\n",
              "META-INF/services/dev.connectorkit.spi.ConnectorFactory", "draft.DraftFactory\n",
              "draft/config-schema.json", SCHEMA,
              "draft/logo.svg", LOGO,
              "draft/logo-dark.svg", LOGO));
  final Map<String, String> manifest =
      new LinkedHashMap<>(
          Map.of(
              "Plugin-Id", "draft",
              "Plugin-Version", "1.0.0",
              "Plugin-Requires", ">=0.1.0 & <1.0.0",
              "Automatic-Module-Name", "draft"));

  /** Exchanges a text in a file. */
  DraftJar with(Map<String, String> files, String file, String text, String by) {
    String before = files.get(file);
    if (before == null || !before.contains(text)) {
      throw new IllegalArgumentException(file + " has no " + text);
    }
    files.put(file, before.replace(text, by));
    return this;
  }

  DraftJar schema(String text, String by) {
    return with(resources, "draft/config-schema.json", text, by);
  }

  DraftJar factory(String text, String by) {
    return with(sources, "DraftFactory", text, by);
  }

  PluginJarReview review(Path folder) throws IOException {
    Path classes = compile(folder);
    Path jar = folder.resolve("draft.jar");
    var main = new Manifest();
    main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(main.getMainAttributes()::putValue);
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file, main);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path type : compiled.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(type).toString()));
        Files.copy(type, out);
      }
      for (Map.Entry<String, String> resource : resources.entrySet()) {
        out.putNextEntry(new JarEntry(resource.getKey()));
        out.write(resource.getValue().getBytes(UTF_8));
      }
    }
    return new PluginJarReview(jar);
  }

  private Path compile(Path folder) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/draft"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    for (Map.Entry<String, String> file : sources.entrySet()) {
      Files.writeString(source.resolve(file.getKey() + ".java"), file.getValue());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8);
        Stream<Path> all = Files.list(source)) {
      boolean done =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "--release",
                      "17",
                      "-g",
                      "-proc:none",
                      "-d",
                      classes.toString(),
                      "-classpath",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjectsFromPaths(all.toList()))
              .call();
      if (!done) {
        throw new IllegalStateException(messages.toString());
      }
    }
    return classes;
  }
}
