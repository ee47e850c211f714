package dev.connectorkit.host.plugin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The source of a small connector that takes the callback's code for the person's id, and tells in
 * the user name which version completed a sign-in begun on which.
 */
final class SampleSource {

  private static final String TEXT =
      """
      package sample;
      import dev.connectorkit.spi.*;
      import java.net.URI;
      import java.util.*;
      public class SampleFactory implements ConnectorFactory {
        static final String VERSION = "{version}";
        static Object kept;
        {members}
        static { {static} }
        /** Ends when a test says so, however often it is interrupted. */
        static void stall() {
          System.setProperty("connector.test.inside", "true");
          while (!Boolean.getBoolean("connector.test.release")) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
          }
        }
        public SampleFactory() { {constructor} }
        public ConnectorMetadata metadata() {
          {metadata}
          return ConnectorMetadata.builder("{id}")
              .target("sample")
              .name(LocalizedText.english("Sample"))
              .description(LocalizedText.english("A sample."))
              .logo(new Logo("image/svg+xml", "<svg/>".getBytes()))
              .readme("# Sample")
              .build();
        }
        public ConfigSchema configSchema() {
          {configSchema}
          return new ConfigSchema(\"""
              {schema}
              \""");
        }
        public Connector create(ConnectorConfig config, ConnectorContext context) {
          {create}
          return new Sample(context);
        }
        static final class Sample implements SocialConnector {
          private final ConnectorContext context;
          Sample(ConnectorContext context) { this.context = context; }
          public void start() { {start} }
          public Authorization authorize(AuthorizationRequest request) {
            {authorize}
            return new Authorization(
                URI.create("https://sample.example/authorize?state=" + request.state()),
                new SignInSession(Map.of("version", VERSION)),
                ResponseMode.QUERY);
          }
          public SignIn complete(AuthorizationResponse response, SignInSession session) {
            {complete}
            return new SignIn(
                UserProfile.builder(response.single("code").orElseThrow())
                    .username(session.get("version").map(begun -> begun + " to " + VERSION))
                    .build(),
                new TokenSet(Secret.of("token"), "Bearer", Optional.empty(), Optional.empty(),
                    Optional.empty(), Set.of()));
          }
          public ConnectorHealth check() {
            {check}
            return ConnectorHealth.usable("The sample is content.");
          }
          public void close() { {close} }
        }
      }
      """;

  private static final List<String> PLACES =
      List.of(
          "members",
          "static",
          "constructor",
          "metadata",
          "configSchema",
          "create",
          "start",
          "authorize",
          "complete",
          "check",
          "close");

  private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

  private SampleSource() {}

  /** Class files by name in the jar. */
  static Map<String, byte[]> compile(
      String id, String version, String schema, Map<String, String> code) {
    String source =
        TEXT.replace("{id}", id).replace("{version}", version).replace("{schema}", schema);
    if (!PLACES.containsAll(code.keySet())) {
      throw new IllegalArgumentException("No such place: " + code.keySet());
    }
    for (String place : PLACES) {
      source = source.replace("{" + place + "}", code.getOrDefault(place, ""));
    }
    return COMPILED.computeIfAbsent(source, SampleSource::compile);
  }

  private static Map<String, byte[]> compile(String source) {
    try {
      Path classes = Files.createTempDirectory("plugin-classes");
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      if (!compiler.getTask(null, null, null, options, null, List.of(unit(source))).call()) {
        throw new IllegalStateException("The sample does not compile:\n" + source);
      }
      var compiled = new LinkedHashMap<String, byte[]>();
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          compiled.put(
              classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
      return compiled;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JavaFileObject unit(String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///sample/SampleFactory.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
