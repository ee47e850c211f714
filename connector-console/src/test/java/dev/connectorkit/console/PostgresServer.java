package dev.connectorkit.console;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.connectorkit.console.database.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server, started once and stopped with the JVM; a schema of it per use. */
public final class PostgresServer {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Skips the test where the server does not run; fails it in CI, where it must. */
  public static PostgresServer running() {
    if (Holder.SERVER == null) {
      String message = "PostgreSQL does not start here: " + Holder.failure;
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message, Holder.failure);
      }
      abort(message);
    }
    return Holder.SERVER;
  }

  int port() {
    return server.getPort();
  }

  public DatabaseSettings emptySchema() {
    return schema(newSchema(), port());
  }

  String newSchema() {
    String schema = "console" + SCHEMAS.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return schema;
  }

  /** The same schema, through whatever listens on that port. */
  DatabaseSettings schema(String name, int port) {
    return DatabaseSettings.postgresql(
        "jdbc:postgresql://localhost:" + port + "/postgres?currentSchema=" + name,
        Optional.of("postgres"),
        Optional.empty());
  }

  private static final class Holder {

    static Exception failure;
    static final PostgresServer SERVER = start();

    private static PostgresServer start() {
      try {
        // Its own files below target, so that nothing stays behind elsewhere.
        Path target = Path.of("target", "postgresql").toAbsolutePath();
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(target.resolve("server").toFile())
                .setDataDirectory(target.resolve("data-" + ProcessHandle.current().pid()))
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
        return new PostgresServer(server);
      } catch (IOException | RuntimeException e) {
        failure = e;
        return null;
      }
    }
  }
}
