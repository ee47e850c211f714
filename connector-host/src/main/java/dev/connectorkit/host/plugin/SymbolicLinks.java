package dev.connectorkit.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Finds entries that a Unix tool would unpack as symbolic links. Reads the zip's central directory
 * itself, as the JDK does not tell what kind of file an entry is (APPNOTE.TXT 4.3.12, 4.4.15).
 */
final class SymbolicLinks {

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int FILE_TYPE = 0170000;
  private static final int LINK = 0120000;

  private SymbolicLinks() {}

  /**
   * @param entries how many entries the JDK's reader sees; another number here would mean that the
   *     two look at different directories
   */
  static void check(Path jar, int entries) throws IOException, UnusablePluginException {
    ByteBuffer directory = directory(jar);
    int seen = 0;
    for (; directory.remaining() >= ENTRY_SIZE; seen++) {
      ByteBuffer entry = directory.slice().order(ByteOrder.LITTLE_ENDIAN);
      if (entry.getInt(0) != ENTRY_SIGNATURE) {
        throw new ZipException("No directory entry.");
      }
      int nameLength = unsigned(entry, 28);
      int length = ENTRY_SIZE + nameLength + unsigned(entry, 30) + unsigned(entry, 32);
      if (length > directory.remaining()) {
        throw new ZipException("A directory entry is cut off.");
      }
      if (((entry.getInt(38) >>> 16) & FILE_TYPE) == LINK) {
        byte[] name = new byte[nameLength];
        entry.get(ENTRY_SIZE, name);
        throw new UnusablePluginException(
            Kind.LEAVES_THE_JAR,
            "The jar has an entry that is a symbolic link: '"
                + Foreign.text(new String(name, UTF_8))
                + "'.",
            "Do not use this file.");
      }
      directory.position(directory.position() + length);
    }
    if (seen != entries) {
      throw new ZipException("Two directories.");
    }
  }

  private static ByteBuffer directory(Path jar) throws IOException {
    try (FileChannel file = FileChannel.open(jar)) {
      long size = file.size();
      ByteBuffer tail = read(file, Math.max(0, size - END_SIZE - MAX_COMMENT), size);
      for (int end = tail.limit() - END_SIZE; end >= 0; end--) {
        boolean last = end + END_SIZE + unsigned(tail, end + 20) == tail.limit();
        if (last && tail.getInt(end) == END_SIGNATURE) {
          long endsAt = size - tail.limit() + end;
          return read(file, endsAt - Integer.toUnsignedLong(tail.getInt(end + 12)), endsAt);
        }
      }
      throw new ZipException("No end of the directory.");
    }
  }

  private static ByteBuffer read(FileChannel file, long from, long to) throws IOException {
    if (from < 0) {
      throw new ZipException("The directory begins before the file.");
    }
    // At most the size that a plugin jar may have.
    ByteBuffer read = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    while (read.hasRemaining() && file.read(read, from + read.position()) >= 0) {}
    return read.flip();
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
