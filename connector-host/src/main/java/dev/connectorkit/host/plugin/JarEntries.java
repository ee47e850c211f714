package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/**
 * What the entries of a plugin jar must be. Unpacks each, bounded, so that none surprises later.
 */
final class JarEntries {

  private static final long MAX_UNPACKED_BYTES = 256L * 1024 * 1024;
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_MANIFEST_BYTES = 1024 * 1024;
  private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
  private static final int CLASS_FILE_HEADER = 8;
  private static final int CLASS_MAJOR_OF_JAVA_ZERO = 44;
  // An absolute path, a drive or stream, or a step upwards; with the separators of any system.
  private static final Pattern OUTSIDE =
      Pattern.compile("^[/\\\\]|[:\\x00]|(^|[/\\\\])\\.\\.($|[/\\\\])");
  private static final Pattern FOR_ONE_JAVA = Pattern.compile("META-INF/versions/(\\d{1,3})/(.*)");

  // Answered by the host alone; a copy in the jar would be another type of the same name.
  private static final List<String> HOST_ONLY =
      List.of("dev/connectorkit/spi/", "dev/connectorkit/oauth/", "org/pf4j/", "org/slf4j/");

  private final byte[] buffer = new byte[64 * 1024];
  private final Set<String> names = new HashSet<>();
  private long unpacked;

  private JarEntries() {}

  static void check(JarFile jar) throws IOException, UnusablePluginException {
    if (jar.size() > MAX_ENTRIES) {
      throw tooLarge("The jar has more than " + MAX_ENTRIES + " entries.");
    }
    var entries = new JarEntries();
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
      entries.check(jar, all.nextElement());
    }
  }

  private void check(JarFile jar, JarEntry entry) throws IOException, UnusablePluginException {
    String name = entry.getName();
    if (OUTSIDE.matcher(name).find()) {
      throw new UnusablePluginException(
          Kind.LEAVES_THE_JAR,
          "The jar has an entry that points outside of it: '" + Foreign.text(name) + "'.",
          "Do not use this file.");
    }
    if (!names.add(name)) {
      throw new UnusablePluginException(
          Kind.UNREADABLE,
          "The jar has two entries of the name '" + Foreign.text(name) + "'.",
          "Build it again; a shading step may need to merge resources.");
    }
    Matcher versioned = FOR_ONE_JAVA.matcher(name);
    String plain = versioned.matches() ? versioned.group(2) : name;
    if (plain.endsWith(".class") && HOST_ONLY.stream().anyMatch(plain::startsWith)) {
      throw new UnusablePluginException(
          Kind.BUNDLES_THE_KIT,
          "The jar bundles classes that only the host may define, such as "
              + Foreign.text(plain.replace('/', '.').replaceFirst("\\.class$", ""))
              + ".",
          "Build it with connector-kit in scope 'provided'.");
    }
    long before = unpacked;
    byte[] start = unpack(jar, entry);
    if (name.equalsIgnoreCase(JarFile.MANIFEST_NAME) && unpacked - before > MAX_MANIFEST_BYTES) {
      throw tooLarge("The manifest is over " + MAX_MANIFEST_BYTES / 1024 + " KiB.");
    }
    boolean read =
        !versioned.matches() || Integer.parseInt(versioned.group(1)) <= Runtime.version().feature();
    if (plain.endsWith(".class") && read) {
      checkClass(plain, start);
    }
  }

  /** Reads the whole entry; returns the first bytes. */
  private byte[] unpack(JarFile jar, JarEntry entry) throws IOException, UnusablePluginException {
    // The JDK checks sums only for whoever reads a zip as a stream.
    var sum = new CRC32();
    try (var in = new CheckedInputStream(jar.getInputStream(entry), sum)) {
      byte[] start = in.readNBytes(CLASS_FILE_HEADER);
      unpacked += start.length;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        unpacked += n;
        if (unpacked > MAX_UNPACKED_BYTES) {
          throw tooLarge(
              "The jar unpacks to more than " + MAX_UNPACKED_BYTES / (1024 * 1024) + " MiB.");
        }
      }
      if (sum.getValue() != entry.getCrc()) {
        throw new ZipException("wrong sum");
      }
      return start;
    } catch (EOFException e) {
      throw new ZipException("cut off");
    }
  }

  private static void checkClass(String name, byte[] start) throws UnusablePluginException {
    var header = ByteBuffer.wrap(start);
    if (start.length < CLASS_FILE_HEADER || header.getInt(0) != CLASS_FILE_MAGIC) {
      throw new UnusablePluginException(
          Kind.BAD_CLASS_FILE,
          "The file " + Foreign.text(name) + " is no class file.",
          "Build the jar again, from clean.");
    }
    int java = Short.toUnsignedInt(header.getShort(6)) - CLASS_MAJOR_OF_JAVA_ZERO;
    if (java > Runtime.version().feature()) {
      throw new UnusablePluginException(
          Kind.BAD_CLASS_FILE,
          "The class %s is for Java %d, and this is Java %d."
              .formatted(Foreign.text(name), java, Runtime.version().feature()),
          "Compile the connector with --release 17.");
    }
  }

  private static UnusablePluginException tooLarge(String reason) {
    return new UnusablePluginException(
        Kind.TOO_LARGE, reason, "A connector is small: leave out what it does not need.");
  }
}
