package dev.connectorkit.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A jar as it is judged before any of its code can run.
 *
 * @param path the file
 * @param id the plugin id
 * @param version the plugin's semantic version
 * @param requires the range of kit versions it works with
 * @param sha256 hash of the file, in hexadecimal
 */
record PluginJar(Path path, String id, String version, String requires, String sha256) {

  private static final long MAX_BYTES = 64L * 1024 * 1024;
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_INDEX_BYTES = 64 * 1024;
  private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
  private static final int CLASS_MAJOR_OF_JAVA_ZERO = 44;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{1,62}");
  private static final Pattern SEMANTIC_VERSION =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
  // Answered by the host alone; a copy in the jar would be another type of the same name.
  private static final List<String> HOST_ONLY =
      List.of("dev/connectorkit/spi/", "dev/connectorkit/oauth/", "org/pf4j/", "org/slf4j/");

  static PluginJar read(Path path) throws UnusablePluginException {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new UnusablePluginException(
            "The file is over " + MAX_BYTES / (1024 * 1024) + " MiB.",
            "A connector is small: leave out what it does not need.");
      }
      try (var jar = new JarFile(path.toFile())) {
        checkEntries(jar);
        checkIndex(jar);
        return describe(path, jar.getManifest());
      }
    } catch (ZipException | SecurityException e) {
      throw new UnusablePluginException(
          "The file is not a readable jar.", "Copy it again, completely.");
    } catch (IOException e) {
      throw new UnusablePluginException(
          "The file cannot be read.", "Check its permissions and copy it again.");
    }
  }

  private static void checkEntries(JarFile jar) throws IOException, UnusablePluginException {
    if (jar.size() > MAX_ENTRIES) {
      throw new UnusablePluginException(
          "The jar has more than " + MAX_ENTRIES + " entries.",
          "A connector is small: leave out what it does not need.");
    }
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      String name = entry.getName();
      if (name.startsWith("/") || List.of(name.split("[/\\\\]")).contains("..")) {
        throw new UnusablePluginException(
            "The jar has an entry that points outside of it.", "Do not use this file.");
      }
      for (String prefix : HOST_ONLY) {
        if (name.startsWith(prefix) && name.endsWith(".class")) {
          throw new UnusablePluginException(
              "The jar bundles classes of " + prefix.replace('/', '.') + "*",
              "Build it with connector-kit in scope 'provided'.");
        }
      }
      if (name.endsWith(".class") && !name.startsWith("META-INF/versions/")) {
        checkClassVersion(jar, entry);
      }
    }
  }

  private static void checkClassVersion(JarFile jar, JarEntry entry)
      throws IOException, UnusablePluginException {
    int newest = CLASS_MAJOR_OF_JAVA_ZERO + Runtime.version().feature();
    try (var in = new DataInputStream(jar.getInputStream(entry))) {
      int magic = in.readInt();
      in.readUnsignedShort();
      int major = in.readUnsignedShort();
      if (magic != CLASS_FILE_MAGIC || major > newest) {
        throw new UnusablePluginException(
            "The class "
                + entry.getName()
                + " is not for Java "
                + Runtime.version().feature()
                + ".",
            "Compile the connector with --release 17.");
      }
    }
  }

  private static void checkIndex(JarFile jar) throws IOException, UnusablePluginException {
    JarEntry index = jar.getJarEntry("META-INF/extensions.idx");
    long factories = 0;
    if (index != null) {
      try (InputStream in = jar.getInputStream(index)) {
        factories =
            new String(in.readNBytes(MAX_INDEX_BYTES), UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .count();
      }
    }
    if (factories != 1) {
      throw new UnusablePluginException(
          "META-INF/extensions.idx lists " + factories + " extensions instead of one.",
          "Annotate exactly one ConnectorFactory with @Extension, and let PF4J's annotation"
              + " processor run (JDK 23 and later run none unless it is configured).");
    }
  }

  private static PluginJar describe(Path path, @Nullable Manifest manifest)
      throws IOException, UnusablePluginException {
    Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
    return new PluginJar(
        path,
        attribute(attributes, "Plugin-Id", ID),
        attribute(attributes, "Plugin-Version", SEMANTIC_VERSION),
        attribute(attributes, "Plugin-Requires", Pattern.compile(".{1,100}")),
        sha256(path));
  }

  private static String attribute(Attributes attributes, String name, Pattern pattern)
      throws UnusablePluginException {
    String value = attributes.getValue(name);
    if (value == null || !pattern.matcher(value).matches()) {
      throw new UnusablePluginException(
          "The manifest has no valid " + name + ".", "Give it one that matches " + pattern + ".");
    }
    return value;
  }

  private static String sha256(Path path) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(path), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
