package dev.connectorkit.host;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How fast this machine is at this moment, for tests in which some calls must meet a deadline and
 * others must not: a fixed one would be too short whenever the machine is busy.
 */
final class Pace {

  private static final Duration LEAST = Duration.ofMillis(750);
  private static final int MARGIN = 25;

  private Pace() {}

  /** A deadline that no well-behaved call comes near. */
  static Duration deadline() {
    // The first one also pays for what is loaded and compiled once.
    signIn();
    long nanos = Math.max(signIn(), signIn()) * MARGIN;
    return nanos < LEAST.toNanos() ? LEAST : Duration.ofNanos(nanos);
  }

  /** Loads a plugin, signs in and unloads it. */
  private static long signIn() {
    try {
      Path folder = Files.createTempDirectory("pace");
      Path jar = PluginJarBuilder.good("pace").writeTo(folder, "pace.jar");
      long start = System.nanoTime();
      try (var host = new PluginHost(folder)) {
        host.add("pace", "pace");
        host.signIn("pace");
      }
      long took = System.nanoTime() - start;
      Files.delete(jar);
      Files.delete(folder);
      return took;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
