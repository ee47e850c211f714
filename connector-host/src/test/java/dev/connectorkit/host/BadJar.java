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

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The ways in which a jar can be bad. Whatever such a jar makes up itself holds the word "secret",
 * so that it can be looked for where it must not be.
 *
 * @param what in a few words
 * @param kind what the host must call it
 * @param reason a part of what the host must say
 * @param hangs whether its code does not return
 * @param file makes the jar
 */
record BadJar(String what, Kind kind, String reason, boolean hangs, Writer file) {

  /** Writes a real file of this name. */
  interface Writer {
    Path write(Path folder, String name) throws IOException;
  }

  static Stream<BadJar> all() {
    return Stream.of(files(), manifests(), entries(), factories(), descriptions(), duplicates())
        .flatMap(jars -> jars);
  }

  @Override
  public String toString() {
    return what;
  }

  private static Stream<BadJar> files() {
    return Stream.of(
        file("not a zip", UNREADABLE, "not a complete", "plain text".getBytes(UTF_8)),
        file("empty", UNREADABLE, "not a complete", new byte[0]),
        file("truncated while being copied", UNREADABLE, "not a complete", CraftedZips.cutOff()),
        file("damaged inside", UNREADABLE, "not a complete", CraftedZips.damaged()),
        file("the same entry twice", UNREADABLE, "two entries", CraftedZips.twoOfAName()),
        written("a zip bomb", TOO_LARGE, "unpacks to more than", CraftedZips::bomb),
        written("100 MB", TOO_LARGE, "over 64 MiB", CraftedZips::huge),
        written(
            "too many entries",
            TOO_LARGE,
            "more than 20000 entries",
            (folder, name) ->
                Files.write(folder.resolve(name), CraftedZips.ofManyEntries(20_001))));
  }

  private static Stream<BadJar> manifests() {
    return Stream.of(
        jar("no manifest", BAD_MANIFEST, "no manifest", bad().withoutManifest()),
        jar(
            "a manifest that is none",
            BAD_MANIFEST,
            "a line that is no attribute",
            bad()
                .withoutManifest()
                .entry("META-INF/MANIFEST.MF", "secret without a colon\n".getBytes(UTF_8))),
        jar(
            "a manifest of 2 MB",
            TOO_LARGE,
            "manifest is over",
            bad().attribute("Padding", "x".repeat(2_000_000))),
        jar("no id", BAD_MANIFEST, "no valid Plugin-Id", bad().attribute("Plugin-Id", null)),
        jar(
            "an id with path characters",
            BAD_MANIFEST,
            "no valid Plugin-Id",
            bad().attribute("Plugin-Id", "../../evil")),
        jar("no version", BAD_MANIFEST, "no valid Plugin-Version", bad().version(null)),
        jar("a bad version", BAD_MANIFEST, "no valid Plugin-Version", bad().version("1.0")),
        jar("a version of no order", BAD_MANIFEST, "not a semantic", bad().version("1.0.0-a..b")),
        jar(
            "no Plugin-Requires",
            BAD_MANIFEST,
            "no valid Plugin-Requires",
            bad().attribute("Plugin-Requires", null)),
        requires("an unparsable Plugin-Requires", "rubbish", BAD_MANIFEST, "not a range"),
        requires("one version as Plugin-Requires", "0.1.0", BAD_MANIFEST, "not a range"),
        requires("any version as Plugin-Requires", "*", BAD_MANIFEST, "not a range"),
        requires(
            "an unmet Plugin-Requires", ">=9.0.0", INCOMPATIBLE, "requires connector-kit >=9.0.0"),
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
            "a Plugin-Class that is missing",
            BAD_MANIFEST,
            "Plugin-Class sample.Missing is not in the jar",
            bad().attribute("Plugin-Class", "sample.Missing")),
        jar(
            "a Plugin-Class that throws an Error",
            FAILED_TO_LOAD,
            "java.lang.Error",
            bad().pluginClass("@Override public void start() { throw new Error(\"secret\"); }")),
        hanging(
            "a Plugin-Class that never starts",
            "did not return from load()",
            bad().pluginClass("@Override public void start() { stall(); }")));
  }

  private static Stream<BadJar> entries() {
    return Stream.of(
        outside("../x"),
        outside("sample/../../x"),
        outside("../plugins-evil/x"),
        outside("a\\..\\..\\x"),
        outside("..\\x"),
        outside(".."),
        outside("/etc/x"),
        outside("\\\\server\\share\\x"),
        outside("C:/x"),
        outside("C:x"),
        outside("x.txt:stream"),
        file(
            "an entry that is a symbolic link",
            LEAVES_THE_JAR,
            "a symbolic link: 'sample/link'",
            CraftedZips.withLink("sample/link", "/etc/passwd")),
        jar(
            "bundles the SPI",
            BUNDLES_THE_KIT,
            "only the host may define, such as dev.connectorkit.",
            bad().bundling(ConnectorFactory.class)),
        jar(
            "bundles the SPI for one Java",
            BUNDLES_THE_KIT,
            "only the host",
            bad().entry("META-INF/versions/17/dev/connectorkit/spi/Secret.class", new byte[] {1})),
        jar(
            "classes of a later Java",
            BAD_CLASS_FILE,
            "is for Java 99, and this is Java " + Runtime.version().feature(),
            bad().forJava(99)),
        jar(
            "a class file that is none",
            BAD_CLASS_FILE,
            "is no class file",
            bad().entry("sample/Odd.class", "x".getBytes(UTF_8))));
  }

  private static Stream<BadJar> factories() {
    return Stream.of(
        jar("no factory", NO_SINGLE_FACTORY, "lists 0 extensions", bad().index(null)),
        jar(
            "two factories",
            NO_SINGLE_FACTORY,
            "lists 2 extensions",
            bad()
                .code("members", "public static class Second extends SampleFactory { }")
                .index("sample.SampleFactory\nsample.SampleFactory$Second\n")),
        jar(
            "extensions.idx names a missing class",
            NO_SINGLE_FACTORY,
            "names the class sample.Missing",
            bad().index("sample.Missing\n")),
        jar(
            "extensions.idx names what is no class",
            NO_SINGLE_FACTORY,
            "names the class ?[2J xxx",
            bad().index("\u001b[2J " + "x".repeat(60_000))),
        jar(
            "an extension that is no factory",
            NO_SINGLE_FACTORY,
            "cannot be used as",
            bad().index("sample.SampleFactory$Sample\n")),
        jar(
            "a factory without a public constructor",
            NO_SINGLE_FACTORY,
            "no public constructor",
            bad()
                .code("members", "public static class Closed extends SampleFactory { Closed() {} }")
                .index("sample.SampleFactory$Closed\n")),
        jar(
            "the constructor throws an exception",
            NO_SINGLE_FACTORY,
            "constructor of its factory fails with java.lang.IllegalStateException",
            bad().code("constructor", "throw new IllegalStateException(\"secret\");")),
        jar(
            "the constructor throws an Error",
            NO_SINGLE_FACTORY,
            "fails with java.lang.Error",
            bad().code("constructor", "throw new Error(\"secret\");")),
        hanging(
            "the constructor never returns",
            "did not return from load()",
            bad().code("constructor", "stall();")),
        jar(
            "a static initialiser throws",
            NO_SINGLE_FACTORY,
            "static initialiser",
            bad().code("static", "if (true) throw new IllegalStateException(\"secret\");")),
        jar(
            "a static initialiser starts a thread",
            STARTS_THREADS,
            "starts the thread 'stray'",
            bad().code("static", thread("Thread"))),
        jar(
            "a thread of a class of its own",
            STARTS_THREADS,
            "starts the thread 'stray'",
            bad()
                .code(
                    "members",
                    """
                    static class Own extends Thread {
                      Own(Runnable work, String name) { super(work, name); }
                      @Override public synchronized void start() {
                        setContextClassLoader(null);
                        super.start();
                      }
                    }
                    """)
                .code("static", thread("Own"))),
        jar(
            "a static initialiser of another class starts a thread",
            STARTS_THREADS,
            "starts the thread 'stray'",
            bad()
                .code(
                    "members",
                    "static class Late { static { "
                        + thread("Thread")
                        + " } static void load() {} }")
                .code("metadata", "Late.load();")),
        jar(
            "a library that is missing",
            FAILED_TO_LOAD,
            "failed in metadata() with java.lang.NoClassDefFoundError",
            bad().code("metadata", "com.google.re2j.Pattern.compile(\"\");")),
        jar(
            "a library in a jar inside of the jar",
            FAILED_TO_LOAD,
            "failed in metadata() with java.lang.NoClassDefFoundError",
            bad()
                .entry("lib/re2j.jar", new byte[] {1})
                .code("metadata", "com.google.re2j.Pattern.compile(\"\");")));
  }

  private static Stream<BadJar> descriptions() {
    return Stream.of(
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
        hanging(
            "metadata() never returns",
            "did not return from metadata()",
            bad().code("metadata", "stall();")),
        jar(
            "metadata() returns null",
            BAD_METADATA,
            "metadata() returns null",
            bad().code("metadata", "if (true) return null;")),
        jar(
            "metadata() is invalid: its id",
            BAD_METADATA,
            "metadata() is refused: The id must match",
            PluginJarBuilder.good("bad", "../evil")),
        jar(
            "metadata() is invalid: no target",
            BAD_METADATA,
            "metadata() is refused: target is null",
            bad().code("metadata", "if (true) return ConnectorMetadata.builder(\"bad\").build();")),
        jar(
            "configSchema() returns null",
            BAD_SCHEMA,
            "configSchema() returns null",
            bad().code("configSchema", "if (true) return null;")),
        schema("the schema is no JSON", "not JSON", "{"),
        schema("the schema is no object", "must have \"type\": \"object\"", "[]"),
        schema(
            "the schema has a type that does not exist",
            "not usable",
            "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"txt\"}}}"),
        schema(
            "the schema has an unknown keyword",
            "Unknown keyword at /x-sekret",
            "{\"type\": \"object\", \"x-sekret\": true}"),
        schema(
            "the schema is of draft 2020-12",
            "only draft-07",
            "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
                + " \"type\": \"object\"}"),
        reference("http://127.0.0.1:1/x"),
        reference("file:///etc/passwd"),
        reference("other.json"));
  }

  private static Stream<BadJar> duplicates() {
    return Stream.of(
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

  private static PluginJarBuilder bad() {
    return PluginJarBuilder.good("bad");
  }

  private static String thread(String type) {
    return "new "
        + type
        + "(() -> { try { new java.util.concurrent.CountDownLatch(1).await(); }"
        + " catch (InterruptedException e) { } }, \"stray\").start();";
  }

  private static BadJar outside(String entry) {
    return jar(
        "an entry named " + entry,
        LEAVES_THE_JAR,
        "points outside of it: '" + entry + "'",
        bad().entry(entry, "x".getBytes(UTF_8)));
  }

  private static BadJar requires(String what, String range, Kind kind, String reason) {
    return jar(what, kind, reason, bad().attribute("Plugin-Requires", range));
  }

  private static BadJar schema(String what, String reason, String schema) {
    return jar(what, BAD_SCHEMA, reason, bad().schema(schema));
  }

  private static BadJar reference(String uri) {
    return schema(
        "the schema has a $ref to " + uri,
        "There is a reference",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"" + uri + "\"}}}");
  }

  private static BadJar hanging(String what, String reason, PluginJarBuilder jar) {
    return new BadJar(what, FAILED_TO_LOAD, reason, true, jar::writeTo);
  }

  private static BadJar jar(String what, Kind kind, String reason, PluginJarBuilder jar) {
    return written(what, kind, reason, jar::writeTo);
  }

  private static BadJar file(String what, Kind kind, String reason, byte[] content) {
    return written(
        what, kind, reason, (folder, name) -> Files.write(folder.resolve(name), content));
  }

  private static BadJar written(String what, Kind kind, String reason, Writer file) {
    return new BadJar(what, kind, reason, false, file);
  }
}
