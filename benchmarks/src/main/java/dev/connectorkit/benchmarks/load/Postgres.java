package dev.connectorkit.benchmarks.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL server as it is installed: what it commits is on the disk. */
final class Postgres implements AutoCloseable {

  private final EmbeddedPostgres server;
  private int schemas;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static Postgres start(Path folder) throws IOException {
    return new Postgres(
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("server").toFile())
            .setDataDirectory(folder.resolve("data"))
            .setPGStartupWait(Duration.ofSeconds(60))
            .start());
  }

  /** The address of a new, empty schema. */
  String newSchema() throws SQLException {
    String schema = "load" + ++schemas;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?currentSchema=" + schema;
  }

  /** Processor time of all its processes that still run, in nanoseconds. */
  static long cpu(Path folder) throws IOException {
    String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid.strip()))
        .map(
            first ->
                first
                    .descendants()
                    .mapToLong(
                        process ->
                            process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                    .sum())
        .orElse(0L);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
