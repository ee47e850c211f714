package dev.connectorkit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that holds the last tables. */
final class Page {

  private Page() {}

  /** Puts the tables between the markers of this name. */
  static void write(Path page, String name, String tables) throws IOException {
    String startMarker = "<!-- " + name + ": start -->";
    String endMarker = "<!-- " + name + ": end -->";
    String text = Files.readString(page);
    int start = text.indexOf(startMarker);
    int end = text.indexOf(endMarker);
    if (start < 0 || end < start) {
      throw new IOException(page + " has no markers " + startMarker + " and " + endMarker + ".");
    }
    Files.writeString(
        page,
        text.substring(0, start + startMarker.length())
            + "\n"
            + tables.strip()
            + "\n"
            + text.substring(end));
  }
}
