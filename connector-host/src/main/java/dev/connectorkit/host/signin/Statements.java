package dev.connectorkit.host.signin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Statements on one connection, each with a time limit. */
final class Statements {

  private final Connection connection;
  private final int timeoutSeconds;

  Statements(Connection connection, Duration timeout) {
    this.connection = connection;
    this.timeoutSeconds = Math.toIntExact(timeout.toSeconds());
  }

  /** Runs a change; returns how many rows it was. */
  int update(String sql, Object... values) throws SQLException {
    return run(sql, PreparedStatement::executeUpdate, values);
  }

  /** The first row of a query. */
  <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
    return run(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
          }
        },
        values);
  }

  private <T> T run(String sql, Execution<T> execution, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int before = statement.getQueryTimeout();
      // For the whole connection in H2, which others use after us.
      statement.setQueryTimeout(timeoutSeconds);
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        return execution.of(statement);
      } finally {
        restore(statement, before);
      }
    }
  }

  /** Never takes the place of the statement's own outcome. */
  private static void restore(PreparedStatement statement, int before) {
    try {
      statement.setQueryTimeout(before);
    } catch (SQLException e) {
      // The connection is broken, and with it the setting gone.
    }
  }

  /** Reads the row a result set stands on. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Execution<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
