package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of a test's own, which can be paused, killed and started again. */
final class PausedPostgres implements AutoCloseable {

  private final Path folder;
  private EmbeddedPostgres server;
  private final int port;

  PausedPostgres(Path folder) throws IOException {
    // Skips the test, or fails it in CI, where no server runs.
    PostgresServer.running();
    this.folder = folder;
    this.server = start(0);
    this.port = server.getPort();
  }

  DatabaseSettings settings() {
    return DatabaseSettings.postgresql(
        "jdbc:postgresql://localhost:" + port + "/postgres",
        Optional.of("postgres"),
        Optional.empty());
  }

  /** Its processes stand still: connections stay open and nothing answers. */
  void pause() throws Exception {
    signal("-STOP");
  }

  void goOn() throws Exception {
    signal("-CONT");
  }

  /** As when its machine loses power. */
  void kill() throws Exception {
    signal("-KILL");
  }

  void startAgain() throws IOException {
    // Lets go of what is left of the one that was killed.
    server.close();
    server = start(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private EmbeddedPostgres start(int atPort) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(
                Path.of("target", "postgresql", "server").toAbsolutePath().toFile())
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("max_connections", "100")
            // The library turns it off for speed: what was committed last would be lost.
            .setServerConfig("synchronous_commit", "on");
    return (atPort == 0 ? builder : builder.setPort(atPort)).start();
  }

  private void signal(String name) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
    List<String> command =
        Stream.of(
                Stream.of("kill", name, Long.toString(pid)),
                first.descendants().map(process -> Long.toString(process.pid())))
            .flatMap(part -> part)
            .toList();
    Process kill = new ProcessBuilder(command).inheritIO().start();
    if (!kill.waitFor(30, TimeUnit.SECONDS) || (name.equals("-KILL") && !gone(first))) {
      throw new AssertionError("The signal " + name + " does not reach PostgreSQL.");
    }
  }

  private static boolean gone(ProcessHandle process) throws Exception {
    process.onExit().get(30, TimeUnit.SECONDS);
    return !process.isAlive();
  }
}
