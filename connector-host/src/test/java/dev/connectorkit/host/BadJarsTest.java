package dev.connectorkit.host;

import static dev.connectorkit.host.plugin.PluginProblem.Kind.BAD_CLASS_FILE;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.BAD_MANIFEST;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.BAD_METADATA;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.BAD_SCHEMA;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.BUNDLES_THE_KIT;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.DUPLICATE;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.FAILED_TO_LOAD;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.INCOMPATIBLE;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.LEAVES_THE_JAR;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.NEEDS_OTHER_PLUGINS;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.NO_SINGLE_FACTORY;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.STARTS_THREADS;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.TOO_LARGE;
import static dev.connectorkit.host.plugin.PluginProblem.Kind.UNREADABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad jar is a real file; it is reported, and the good ones beside it keep working. */
@Timeout(60)
class BadJarsTest {

  private static final Map<String, PluginProblem> MATRIX = new TreeMap<>();
  private static final byte[] NEW_CLASS = {
    (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 1, 0
  };

  @TempDir Path folder;

  static Stream<Arguments> badJars() {
    return Stream.of(
        file("not a zip", UNREADABLE, "not a complete", "plain text".getBytes(UTF_8)),
        file("empty", UNREADABLE, "not a complete", new byte[0]),
        file("cut off while being copied", UNREADABLE, "not a complete", cutOff()),
        file("damaged inside", UNREADABLE, "not a complete", damaged()),
        file("the same entry twice", UNREADABLE, "two entries", twoOfAName()),
        jar("no manifest", BAD_MANIFEST, "no manifest", bad().withoutManifest()),
        jar("no id", BAD_MANIFEST, "no valid Plugin-Id", bad().attribute("Plugin-Id", null)),
        jar(
            "an id with path characters",
            BAD_MANIFEST,
            "no valid Plugin-Id",
            bad().attribute("Plugin-Id", "../../evil")),
        jar("a bad version", BAD_MANIFEST, "no valid Plugin-Version", bad().version("1.0")),
        jar("a version of no order", BAD_MANIFEST, "not a semantic", bad().version("1.0.0-a..b")),
        jar(
            "an unparsable requirement",
            BAD_MANIFEST,
            "not a range",
            bad().attribute("Plugin-Requires", "rubbish")),
        jar(
            "an unmet requirement",
            INCOMPATIBLE,
            "requires connector-kit >=9.0.0",
            bad().attribute("Plugin-Requires", ">=9.0.0")),
        jar(
            "a missing plugin dependency",
            NEEDS_OTHER_PLUGINS,
            "needs other plugins",
            bad().attribute("Plugin-Dependencies", "other@1.0.0")),
        jar(
            "a class path out of the jar",
            LEAVES_THE_JAR,
            "Class-Path",
            bad().attribute("Class-Path", "../other.jar")),
        jar(
            "a bundled SPI",
            BUNDLES_THE_KIT,
            "only the host may define, such as dev.connectorkit.spi.ConnectorFactory.",
            bad().entry("dev/connectorkit/spi/ConnectorFactory.class", new byte[] {1})),
        jar(
            "a bundled SPI for one Java",
            BUNDLES_THE_KIT,
            "only the host",
            bad().entry("META-INF/versions/17/dev/connectorkit/spi/Secret.class", new byte[] {1})),
        jar("no factory", NO_SINGLE_FACTORY, "lists 0 extensions", bad().index(null)),
        jar(
            "two factories",
            NO_SINGLE_FACTORY,
            "lists 2 extensions",
            bad().index("sample.A\nsample.B\n")),
        jar(
            "an index that names a missing class",
            NO_SINGLE_FACTORY,
            "names the class sample.Missing",
            bad().index("sample.Missing\n")),
        jar(
            "an extension that is no factory",
            NO_SINGLE_FACTORY,
            "cannot be used as",
            bad().index("sample.SampleFactory$Sample\n")),
        jar(
            "a constructor that throws",
            NO_SINGLE_FACTORY,
            "constructor of its factory fails with java.lang.IllegalStateException",
            bad().code("constructor", "throw new IllegalStateException(\"secret\");")),
        jar(
            "a constructor that throws an Error",
            NO_SINGLE_FACTORY,
            "fails with java.lang.Error",
            bad().code("constructor", "throw new Error(\"secret\");")),
        jar(
            "a constructor that never returns",
            FAILED_TO_LOAD,
            "did not return from load() within 2000 ms",
            bad().code("constructor", "while (true) { Thread.onSpinWait(); }")),
        jar(
            "a static initialiser that throws",
            NO_SINGLE_FACTORY,
            "static initialiser",
            bad().code("static", "if (true) throw new IllegalStateException();")),
        jar(
            "a static initialiser that starts a thread",
            STARTS_THREADS,
            "starts the thread 'stray'",
            bad()
                .code(
                    "static",
                    "new Thread(() -> { try { Thread.sleep(60_000); }"
                        + " catch (InterruptedException e) { } }, \"stray\").start();")),
        jar(
            "a missing library",
            FAILED_TO_LOAD,
            "failed in metadata() with java.lang.NoClassDefFoundError",
            bad().code("metadata", "com.google.re2j.Pattern.compile(\"\");")),
        jar(
            "metadata() throws",
            FAILED_TO_LOAD,
            "failed in metadata() with java.lang.IllegalStateException",
            bad().code("metadata", "if (true) throw new IllegalStateException(\"secret\");")),
        jar(
            "metadata() throws an Error",
            FAILED_TO_LOAD,
            "failed in metadata() with java.lang.Error",
            bad().code("metadata", "if (true) throw new Error(\"secret\");")),
        jar(
            "metadata() never returns",
            FAILED_TO_LOAD,
            "did not return from metadata()",
            bad()
                .code("metadata", "while (id() > 0) { Thread.onSpinWait(); }")
                .code("members", "static int id() { return 1; }")),
        jar(
            "metadata() is null",
            BAD_METADATA,
            "null",
            bad().code("metadata", "if (true) return null;")),
        jar(
            "metadata() is invalid",
            BAD_METADATA,
            "metadata() is refused",
            bad()
                .code(
                    "metadata",
                    "if (true) return ConnectorMetadata.builder(\"../evil\").build();")),
        jar(
            "configSchema() is null",
            BAD_SCHEMA,
            "null",
            bad().code("configSchema", "if (true) return null;")),
        jar("a schema that is no JSON", BAD_SCHEMA, "not JSON", bad().schema("{")),
        jar(
            "a schema of an unknown keyword",
            BAD_SCHEMA,
            "Unknown keyword at /x-sekret",
            bad().schema("{\"type\": \"object\", \"x-sekret\": true}")),
        jar(
            "a schema of draft 2020-12",
            BAD_SCHEMA,
            "only draft-07",
            bad()
                .schema(
                    "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
                        + " \"type\": \"object\"}")),
        jar(
            "a schema with a remote reference",
            BAD_SCHEMA,
            "There is a reference",
            bad()
                .schema(
                    "{\"type\": \"object\", \"properties\":"
                        + " {\"a\": {\"$ref\": \"http://127.0.0.1:1/x\"}}}")),
        jar(
            "a class of a later Java",
            BAD_CLASS_FILE,
            "is not for Java",
            bad().entry("sample/Late.class", NEW_CLASS)),
        jar(
            "a file that is no class",
            BAD_CLASS_FILE,
            "is not for Java",
            bad().entry("sample/Odd.class", "x".getBytes(UTF_8))),
        jar(
            "an entry outside of the jar",
            LEAVES_THE_JAR,
            "points outside",
            bad().entry("../x", "x".getBytes(UTF_8))),
        jar(
            "an entry outside of the jar, as on Windows",
            LEAVES_THE_JAR,
            "points outside",
            bad().entry("a\\..\\..\\x", "x".getBytes(UTF_8))),
        jar(
            "an entry of a drive",
            LEAVES_THE_JAR,
            "points outside",
            bad().entry("C:/x", "x".getBytes(UTF_8))),
        jar(
            "an absolute entry",
            LEAVES_THE_JAR,
            "points outside",
            bad().entry("/etc/x", "x".getBytes(UTF_8))),
        Arguments.of("a zip bomb", TOO_LARGE, "unpacks to more than", write(BadJarsTest::bomb)),
        Arguments.of("100 MB", TOO_LARGE, "over 64 MiB", write(BadJarsTest::huge)),
        jar(
            "the plugin id of another jar",
            DUPLICATE,
            "same plugin id 'alpha'",
            PluginJarBuilder.good("alpha", "other")),
        jar(
            "the connector id of another jar",
            DUPLICATE,
            "connector with the id 'alpha'",
            PluginJarBuilder.good("other", "alpha")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badJars")
  void isReportedAndDisturbsNoOther(
      String what, Kind kind, String reason, BiFunction<Path, String, Path> write) {
    PluginJarBuilder.good("alpha").writeTo(folder, "a.jar");
    Path jar = write.apply(folder, "b.jar");
    PluginJarBuilder.good("gamma").writeTo(folder, "c.jar");

    try (var host = new PluginHost(folder)) {
      PluginProblem problem = host.onlyProblem();
      MATRIX.put(what, problem);
      assertThat(problem.jar()).isEqualTo(jar);
      assertThat(problem.reason()).contains(reason).doesNotContain("secret");
      assertThat(problem.remedy()).isNotBlank();
      assertThat(problem.kind()).isEqualTo(kind);
      assertThat(host.connectors()).containsExactly("alpha", "gamma");
      for (String good : new String[] {"alpha", "gamma"}) {
        host.add(good, good);
        assertThat(host.signIn(good)).isEqualTo("1.0.0 to 1.0.0");
      }
    }
  }

  /** For people: every way a jar can be bad, and what the host says of it. */
  @AfterAll
  static void writeMatrix() throws IOException {
    var lines = new StringBuilder("| jar | kind | what the host says |\n|---|---|---|\n");
    MATRIX.forEach(
        (what, problem) ->
            lines.append("| %s | %s | %s |\n".formatted(what, problem.kind(), problem)));
    Files.writeString(Path.of("target", "bad-jars.md"), lines);
  }

  private static PluginJarBuilder bad() {
    return PluginJarBuilder.good("bad");
  }

  private static Arguments jar(String what, Kind kind, String reason, PluginJarBuilder jar) {
    return Arguments.of(what, kind, reason, write(jar::writeTo));
  }

  private static Arguments file(String what, Kind kind, String reason, byte[] content) {
    return Arguments.of(
        what, kind, reason, write((folder, name) -> Files.write(folder.resolve(name), content)));
  }

  private static byte[] cutOff() {
    byte[] whole = bad().bytes();
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** The list of entries is whole, the content of one is not: a preallocated, unfinished copy. */
  private static byte[] damaged() {
    byte[] whole = bad().bytes();
    Arrays.fill(whole, whole.length / 3, whole.length / 3 + 200, (byte) 0);
    return whole;
  }

  private static byte[] twoOfAName() {
    byte[] jar =
        bad()
            .entry("sample/one.txt", new byte[] {1})
            .entry("sample/two.txt", new byte[] {2})
            .bytes();
    String text = new String(jar, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.replace("sample/two.txt", "sample/one.txt")
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static Path bomb(Path folder, String name) throws IOException {
    Path jar = bad().writeTo(folder, name);
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      out.write("Manifest-Version: 1.0\n".getBytes(UTF_8));
      out.closeEntry();
      out.putNextEntry(new ZipEntry("zeros"));
      byte[] zeros = new byte[1024 * 1024];
      for (int i = 0; i < 1024; i++) {
        out.write(zeros);
      }
      out.closeEntry();
    }
    return Files.write(jar, bytes.toByteArray(), StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static Path huge(Path folder, String name) throws IOException {
    Path jar = bad().writeTo(folder, name);
    try (var file = new RandomAccessFile(jar.toFile(), "rw")) {
      file.setLength(100L * 1024 * 1024);
    }
    return jar;
  }

  private static BiFunction<Path, String, Path> write(Writer writer) {
    return (folder, name) -> {
      try {
        return writer.write(folder, name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private interface Writer {
    Path write(Path folder, String name) throws IOException;
  }
}
