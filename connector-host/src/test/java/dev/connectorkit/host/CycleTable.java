package dev.connectorkit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The footprints of a run, for people: printed and written as a table. */
final class CycleTable {

  private static final String HEAD =
      """
      | cycle | loaded classes | threads | descriptors | open plugin jars | private copies | heap KiB |
      |---|---|---|---|---|---|---|
      """;

  private final StringBuilder table = new StringBuilder(title()).append('\n').append(HEAD);

  void add(String cycle, Footprint now) {
    String line =
        "| %s | %d | %d | %d | %d | %d | %d |\n"
            .formatted(
                cycle,
                now.classes(),
                now.threads().size(),
                now.descriptors(),
                now.openJars(),
                now.copies(),
                now.heapKib());
    table.append(line);
  }

  /** Takes the place of the table of an earlier run on this JDK. */
  void writeTo(Path file) throws IOException {
    System.out.print(table);
    var all = new StringBuilder();
    if (Files.exists(file)) {
      for (String other : Files.readString(file).split("(?m)^(?=## )")) {
        all.append(other.startsWith(title()) ? "" : other);
      }
    }
    Files.writeString(file, all.append(table).append('\n'));
  }

  private static String title() {
    return "## JDK " + Runtime.version() + "\n";
  }
}
