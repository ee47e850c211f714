package dev.connectorkit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that holds the last tables. */
final class Page {

  private static final String START = "<!-- measured: start -->";
  private static final String END = "<!-- measured: end -->";

  private Page() {}

  /** Puts the tables between the markers. */
  static void write(Path page, String tables) throws IOException {
    String text = Files.readString(page);
    int start = text.indexOf(START);
    int end = text.indexOf(END);
    if (start < 0 || end < start) {
      throw new IOException(page + " has no markers " + START + " and " + END + ".");
    }
    Files.writeString(
        page,
        text.substring(0, start + START.length())
            + "\n"
            + tables.strip()
            + "\n"
            + text.substring(end));
  }
}
