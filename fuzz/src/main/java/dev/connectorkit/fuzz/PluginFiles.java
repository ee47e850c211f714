package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Plugin jars and a folder for them, in the temporary directory of this process. */
final class PluginFiles {

  /** The version of the kit that plugins are held against. */
  static final String KIT_VERSION = "0.1.0";

  static final byte[] GOOD_MANIFEST =
      ("Manifest-Version: 1.0\r\nPlugin-Id: sample\r\nPlugin-Version: 1.0.0\r\n"
              + "Plugin-Requires: >=0.1.0 & <1.0.0\r\n\r\n")
          .getBytes(UTF_8);

  // The head of a class file for Java 17, which is all that is looked at.
  private static final byte[] CLASS = {
    (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61
  };

  private PluginFiles() {}

  static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("fuzzed-plugins");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar that is good but for its manifest. */
  static byte[] jar(byte[] manifest) {
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("META-INF/MANIFEST.MF", manifest);
    entries.put("META-INF/extensions.idx", "sample.Factory\n".getBytes(UTF_8));
    entries.put("sample/Factory.class", CLASS);
    return zip(entries);
  }

  /** A zip without any fault of its own. */
  static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(stored(entry.getKey(), entry.getValue()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Not compressed, so that a fuzzer sees what it changes; the same each time. */
  private static ZipEntry stored(String name, byte[] content) {
    var entry = new ZipEntry(name);
    var crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    return entry;
  }
}
