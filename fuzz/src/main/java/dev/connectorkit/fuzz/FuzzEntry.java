package dev.connectorkit.fuzz;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the fuzzer calls. System properties tell the target and its corpus. */
public final class FuzzEntry {

  private static final FuzzTarget TARGET = FuzzTarget.of(System.getProperty("fuzz.target"));

  private FuzzEntry() {}

  /** Loads what the target needs, so that the first input is not charged with that. */
  public static void fuzzerInitialize() throws IOException {
    Path corpus = Path.of(System.getProperty("fuzz.corpus"));
    try (DirectoryStream<Path> good = Files.newDirectoryStream(corpus, "good-*")) {
      for (Path input : good) {
        TARGET.accepts(Files.readAllBytes(input));
      }
    }
  }

  public static void fuzzerTestOneInput(byte[] input) {
    TARGET.accepts(input);
  }
}
