package dev.connectorkit.host.signin;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a failure of the database means to the host. The classes are those of ISO SQL. */
final class DatabaseFailure {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  // H2's own state for what ISO has in class 40.
  private static final String CONCURRENT_UPDATE_IN_H2 = "90131";
  // How PostgreSQL (first four) and H2 say that somebody else created it meanwhile, which "if not
  // exists" does not keep from happening.
  private static final Set<String> CREATED_MEANWHILE =
      Set.of("23505", "42P07", "42710", "XX000", "42S01", "42S11", "HY000");

  private DatabaseFailure() {}

  /** Whether another transaction was faster, so that the same work may succeed at once. */
  static boolean lostRace(SQLException e) {
    return e instanceof SQLTransactionRollbackException
        || state(e).startsWith("40")
        || state(e).equals(CONCURRENT_UPDATE_IN_H2);
  }

  /** Whether another host was faster to create the schema, so that it may be there now. */
  static boolean createdMeanwhile(SQLException e) {
    return lostRace(e) || CREATED_MEANWHILE.contains(state(e));
  }

  /** Whether a row of this key is there already. */
  static boolean repeatsKey(SQLException e) {
    return state(e).startsWith("23");
  }

  static ConnectorException of(Exception e) {
    String sqlState = e instanceof SQLException sql ? state(sql) : "";
    ConnectorException.Builder failure =
        // Syntax error or access rule violation: no such table, no such column, no such right.
        sqlState.startsWith("42")
            ? ConnectorException.of(ConnectorError.INVALID_CONFIG)
                .message(
                    ("The database refuses the store's statements (SQLState %s). Create its table,"
                            + " or let it use the table.")
                        .formatted(sqlState))
            : ConnectorException.of(ConnectorError.STORE_UNAVAILABLE)
                .message(
                    "The database of the store does not answer (%s)."
                        .formatted(
                            sqlState.isEmpty() ? e.getClass().getName() : "SQLState " + sqlState))
                .retryAfter(RETRY_AFTER);
    return harmless(e).map(failure::cause).orElse(failure).build();
  }

  /** Some drivers quote the address they were given, and some addresses hold a password. */
  private static Optional<Exception> harmless(Exception e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("jdbc:") || message.contains("password=")) {
        return Optional.empty();
      }
      cause = cause.getCause();
    }
    return Optional.of(e);
  }

  private static String state(SQLException e) {
    return Optional.ofNullable(e.getSQLState()).orElse("");
  }
}
