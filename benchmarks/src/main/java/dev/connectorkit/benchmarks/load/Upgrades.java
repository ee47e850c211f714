package dev.connectorkit.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Exchanges the plugin's jar again and again, while people sign in. */
final class Upgrades {

  private static final Duration NOTICED = Duration.ofSeconds(60);
  private static final String JAR = "connector-huggingface.jar";

  private final int number;
  private final Path original;
  private final Path folder;
  private final Path watched;

  Upgrades(int number, Path plugins, Path folder) {
    this.number = number;
    this.original = plugins.resolve(JAR);
    this.folder = folder;
    this.watched = folder.resolve("plugins");
  }

  Crowd.Result run(String provider, String database) throws Exception {
    Files.createDirectories(watched);
    Path jar = watched.resolve(JAR);
    Versions.install(original, jar, 1);
    var over = new AtomicBoolean();
    try (Node node = Load.console(provider, watched, folder, database)) {
      CompletableFuture<Crowd.Result> crowd =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Crowd.run(node.port(), Load.port(provider), () -> !over.get());
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      try {
        for (int version = 2; version <= number + 1; version++) {
          Versions.install(original, jar, version);
          awaitVersion(node, Versions.of(version));
        }
      } finally {
        over.set(true);
      }
      return crowd.get();
    }
  }

  private static void awaitVersion(Node node, String version)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + NOTICED.toNanos();
    while (!node.process().ask("plugins").contains("version=" + version + ",")) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Version " + version + " is not taken up.");
      }
      Thread.sleep(50);
    }
  }
}
