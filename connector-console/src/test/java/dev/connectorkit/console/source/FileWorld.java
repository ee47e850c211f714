package dev.connectorkit.console.source;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.instance.InstanceWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node beside a file of instances and an environment. */
final class FileWorld implements AutoCloseable {

  final Path folder;
  final Path file;
  private @Nullable FileAndEnvironment sources;
  private @Nullable InstanceWorld world;
  private long writes;

  FileWorld(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("instances.json");
  }

  /** Starts the node, or starts it again. */
  InstanceWorld open(Map<String, String> environment) {
    close();
    sources = FileAndEnvironment.of(environment, Optional.of(file).filter(Files::exists));
    world = new InstanceWorld(DatabaseSettings.embeddedIn(folder.resolve("data")), sources);
    return world;
  }

  FileAndEnvironment sources() {
    return Optional.ofNullable(sources).orElseThrow();
  }

  void looks(int times) {
    for (int i = 0; i < times; i++) {
      Optional.ofNullable(world).orElseThrow().sync.look();
    }
  }

  void write(String... entries) throws IOException {
    Files.writeString(
        file,
        "{\"format\": \"connectorkit-instances\", \"version\": 1, \"instances\": ["
            + String.join(", ", entries)
            + "]}");
    settle();
  }

  /** Another time for each: a test is faster than the clock of some file systems. */
  void settle() throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + ++writes * 10_000));
  }

  static String entry(String id, String clientId, String secret) {
    return ("{\"id\": \"%s\", \"connector\": \"sample\", \"state\": \"enabled\","
            + " \"config\": {\"clientId\": \"%s\", \"clientSecret\": \"%s\"}}")
        .formatted(id, clientId, secret);
  }

  /** An entry with a value more in its config. */
  static String with(String entry, String name, String value) {
    return entry.replace("\"clientId\"", "\"" + name + "\": \"" + value + "\", \"clientId\"");
  }

  @Override
  public void close() {
    if (world != null) {
      world.close();
      world = null;
    }
  }
}
