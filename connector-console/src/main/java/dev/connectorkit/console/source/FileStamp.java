package dev.connectorkit.console.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What tells that a file changed. */
record FileStamp(long size, FileTime modified, @Nullable Object key) {

  /** Of a file that is not there, too. */
  static FileStamp of(Path file) {
    try {
      BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(read.size(), read.lastModifiedTime(), read.fileKey());
    } catch (IOException e) {
      return new FileStamp(-1, FileTime.fromMillis(0), null);
    }
  }
}
