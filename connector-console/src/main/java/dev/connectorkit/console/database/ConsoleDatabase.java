package dev.connectorkit.console.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;

/** The console's database, at the version of this program. Safe for use by many threads. */
public final class ConsoleDatabase implements AutoCloseable {

  static final int STATEMENT_SECONDS = 2;
  private static final int ATTEMPTS = 5;
  private static final Duration BETWEEN_MIGRATIONS = Duration.ofMillis(300);

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final boolean embedded;

  private ConsoleDatabase(HikariDataSource pool, boolean embedded) {
    this.pool = pool;
    this.embedded = embedded;
    this.jdbi = Jdbi.create(pool);
    jdbi.getConfig(SqlStatements.class).setQueryTimeout(STATEMENT_SECONDS);
    // Its own messages quote arguments.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
  }

  /**
   * Opens the database, creates it if need be, and brings it to the version of this program.
   *
   * @throws SettingException when that is not possible; says why
   */
  public static ConsoleDatabase open(DatabaseSettings settings) {
    try {
      // Before the migration: the embedded database closes with its last connection, and would be
      // opened twice.
      HikariDataSource pool = ConnectionPools.forRequests(settings);
      try {
        migrateAmongOthers(settings);
        settings.file().ifPresent(KeyFile::keepForOwner);
        return new ConsoleDatabase(pool, settings.embedded());
      } catch (RuntimeException e) {
        pool.close();
        throw e;
      }
    } catch (HikariPool.PoolInitializationException e) {
      throw new SettingException(SqlFailure.of(e).sentence(settings));
    } catch (FlywayException e) {
      throw new SettingException(
          SqlFailure.find(e)
              .map(failure -> failure.sentence(settings))
              .orElse(
                  "The database is not one that this version can use: it was made by a later"
                      + " version, or changed by hand. Start that version, or restore a backup."));
    }
  }

  /** For whoever keeps a table of its own beside the console's. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Reads.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE} within five seconds
   */
  public <T> T read(Work<T> work) {
    return attempt(() -> jdbi.withHandle(work::in));
  }

  /**
   * Changes in one transaction; again when it lost a race, so it must change nothing else. When it
   * returns, the change is on the disk.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE} within five seconds
   */
  public <T> T change(Work<T> work) {
    return attempt(() -> jdbi.withHandle(handle -> kept(handle, work)));
  }

  /**
   * Changes what may be gone after the machine lost its power: without a transaction around the
   * statements, and without waiting for the disk; again when it lost a race.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE} within five seconds
   */
  public <T> T changeForNow(Work<T> work) {
    return attempt(() -> jdbi.withHandle(work::in));
  }

  /** Whether it answers now. */
  public boolean answers() {
    try {
      return read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one()) == 1;
    } catch (ConnectorException e) {
      return false;
    }
  }

  /** How many connections there are, and how many wait for one. */
  public PoolUse poolUse() {
    HikariPoolMXBean now = pool.getHikariPoolMXBean();
    return new PoolUse(
        now.getActiveConnections(), now.getIdleConnections(), now.getThreadsAwaitingConnection());
  }

  /**
   * The pool at one moment.
   *
   * @param active in use
   * @param waiting callers that have none yet
   */
  public record PoolUse(int active, int idle, int waiting) {}

  @Override
  public void close() {
    pool.close();
  }

  private <T> T kept(Handle handle, Work<T> work) {
    T done = handle.inTransaction(work::in);
    if (embedded) {
      // A commit only hands it to the operating system, which may lose its power.
      handle.execute("CHECKPOINT SYNC");
    }
    return done;
  }

  private static <T> T attempt(Attempt<T> attempt) {
    for (int count = 1; true; count++) {
      try {
        return attempt.make();
      } catch (JdbiException e) {
        Optional<SqlFailure> failure = SqlFailure.find(e);
        if (count == ATTEMPTS || failure.filter(SqlFailure::lostRace).isEmpty()) {
          throw ConnectorException.of(
                  failure.map(SqlFailure::error).orElse(ConnectorError.UNEXPECTED))
              .message(failure.map(SqlFailure::message).orElse("The database was misused."))
              .cause(e)
              .build();
        }
      }
    }
  }

  /** Again when it failed: another console may have made the tables between two of its looks. */
  private static void migrateAmongOthers(DatabaseSettings settings) {
    for (int count = 1; true; count++) {
      try {
        migrate(settings, Optional.empty());
        return;
      } catch (FlywayException e) {
        if (count == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_MIGRATIONS.toNanos());
      }
    }
  }

  /**
   * Brings a database forward.
   *
   * @param version to stop at, if not at the newest
   */
  static void migrate(DatabaseSettings settings, Optional<String> version) {
    try (HikariDataSource pool = ConnectionPools.forMigration(settings)) {
      Flyway.configure(ConsoleDatabase.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:dev/connectorkit/console/database/migration")
          .table("console_schema_version")
          // An administrator may have put other things into the same schema.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          // A later version's tables are not for this one to write to.
          .ignoreMigrationPatterns(new String[0])
          .target(version.orElse("latest"))
          .load()
          .migrate();
    }
  }

  private interface Attempt<T> {
    T make();
  }

  /** Statements that belong together. */
  public interface Work<T> {
    T in(Handle handle);
  }
}
