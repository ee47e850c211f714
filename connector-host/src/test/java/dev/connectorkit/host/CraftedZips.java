package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips that no build tool makes. */
final class CraftedZips {

  private static final int MIB = 1024 * 1024;
  private static final int LINK = 0120777;

  private CraftedZips() {}

  static byte[] cutOff() {
    byte[] whole = bad().bytes();
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** The list of entries is whole, the content of one is not: a preallocated, unfinished copy. */
  static byte[] damaged() {
    byte[] whole = bad().bytes();
    Arrays.fill(whole, whole.length / 3, whole.length / 3 + 200, (byte) 0);
    return whole;
  }

  static byte[] twoOfAName() {
    byte[] jar =
        bad()
            .entry("sample/one.txt", new byte[] {1})
            .entry("sample/two.txt", new byte[] {2})
            .bytes();
    return new String(jar, ISO_8859_1)
        .replace("sample/two.txt", "sample/one.txt")
        .getBytes(ISO_8859_1);
  }

  /** An entry that unpacks as a symbolic link, as {@code zip --symlinks} writes it. */
  static byte[] withLink(String name, String target) {
    byte[] jar = bad().entry(name, target.getBytes(UTF_8)).bytes();
    var bytes = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = jar.length - 46 - name.length(); at >= 0; at--) {
      boolean entry = bytes.getInt(at) == 0x02014b50;
      if (entry && new String(jar, at + 46, name.length(), UTF_8).equals(name)) {
        bytes.put(at + 5, (byte) 3).putInt(at + 38, LINK << 16);
        return jar;
      }
    }
    throw new IllegalStateException("No entry " + name);
  }

  /** More than the heap of the tests holds, in a few kilobytes. */
  static Path bomb(Path folder, String name) throws IOException {
    return write(folder.resolve(name), Deflater.BEST_SPEED, 600, new byte[MIB]);
  }

  /** A whole, readable jar of 100 MB. */
  static Path huge(Path folder, String name) throws IOException {
    byte[] random = new byte[MIB];
    new Random(1).nextBytes(random);
    return write(folder.resolve(name), Deflater.NO_COMPRESSION, 100, random);
  }

  static byte[] ofManyEntries(int count) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      manifest(out);
      for (int i = 0; i < count; i++) {
        out.putNextEntry(new ZipEntry("x" + i));
      }
    }
    return bytes.toByteArray();
  }

  private static Path write(Path jar, int level, int blocks, byte[] block) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new ZipOutputStream(file)) {
      out.setLevel(level);
      manifest(out);
      out.putNextEntry(new ZipEntry("filler"));
      for (int i = 0; i < blocks; i++) {
        out.write(block);
      }
    }
    return jar;
  }

  private static void manifest(ZipOutputStream out) throws IOException {
    out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
    out.write(
        """
        Manifest-Version: 1.0
        Plugin-Id: bad
        Plugin-Version: 1.0.0
        Plugin-Requires: >=0.1.0 & <1.0.0
        """
            .getBytes(UTF_8));
    out.closeEntry();
  }

  private static PluginJarBuilder bad() {
    return PluginJarBuilder.good("bad");
  }
}
