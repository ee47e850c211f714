package dev.connectorkit.host.signin;

import dev.connectorkit.spi.ConnectorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short pieces of work in a database: each on a connection of its own, in one transaction where the
 * connection does not commit by itself, and bounded in time also when the database is frozen.
 */
final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  // Whoever loses a race loses it to one that won, so there is an end to it.
  private static final int ATTEMPTS = 10;
  private static final long LONGEST_PAUSE_NANOS = 2_000_000;
  // What the network may take on top, so that a database that still answers is asked to cancel.
  private static final Duration NETWORK_GRACE = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final Duration statementTimeout;

  /**
   * @param statementTimeout what one statement may take, in whole seconds; the wait for a
   *     connection is the data source's to bound
   */
  Database(DataSource dataSource, Duration statementTimeout) {
    this.dataSource = dataSource;
    this.statementTimeout = statementTimeout;
  }

  /**
   * Does work; again when it lost a race to another transaction.
   *
   * @throws ConnectorException what the work threw, or what the failure of the database amounts to
   */
  <T> T call(Work<T> work) {
    return call(work, DatabaseFailure::lostRace);
  }

  /** As {@link #call(Work)}, with another notion of what is worth another attempt. */
  <T> T call(Work<T> work, Predicate<SQLException> worthAnother) {
    for (int attempt = 1; true; attempt++) {
      try {
        return once(work);
      } catch (ConnectorException e) {
        throw e;
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !worthAnother.test(e)) {
          throw DatabaseFailure.of(e);
        }
        // Not all of them at the same moment again.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * LONGEST_PAUSE_NANOS));
      } catch (RuntimeException e) {
        // Some pools and drivers do not keep to SQLException.
        throw DatabaseFailure.of(e);
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      OptionalInt before = boundNetwork(connection);
      try {
        return inTransaction(connection, work);
      } finally {
        restoreNetwork(connection, before);
      }
    } finally {
      close(connection);
    }
  }

  private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    boolean commits = !connection.getAutoCommit();
    boolean done = false;
    try {
      T result = work.in(new Statements(connection, statementTimeout));
      if (commits) {
        connection.commit();
      }
      done = true;
      return result;
    } finally {
      if (commits && !done) {
        rollback(connection);
      }
    }
  }

  /**
   * A query timeout is kept by asking the database to cancel, which is no help when it does not
   * hear. This one is kept by the socket.
   */
  private OptionalInt boundNetwork(Connection connection) throws SQLException {
    int wanted = Math.toIntExact(statementTimeout.plus(NETWORK_GRACE).toMillis());
    try {
      int before = connection.getNetworkTimeout();
      if (before > 0 && before <= wanted) {
        return OptionalInt.empty();
      }
      connection.setNetworkTimeout(Runnable::run, wanted);
      return OptionalInt.of(before);
    } catch (SQLFeatureNotSupportedException e) {
      // A database in this process has no network.
      return OptionalInt.empty();
    }
  }

  private static void restoreNetwork(Connection connection, OptionalInt before) {
    if (before.isPresent()) {
      try {
        connection.setNetworkTimeout(Runnable::run, before.getAsInt());
      } catch (SQLException e) {
        LOG.debug("The connection is broken: SQLState {}", e.getSQLState());
      }
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("The connection is broken: SQLState {}", e.getSQLState());
    }
  }

  /** What is done is done: that a connection fails to close takes nothing back. */
  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("The connection is broken: SQLState {}", e.getSQLState());
    }
  }

  /** Statements that belong together. May be done more than once, as a whole. */
  interface Work<T> {
    T in(Statements statements) throws SQLException;
  }
}
