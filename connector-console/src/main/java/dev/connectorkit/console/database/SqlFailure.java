package dev.connectorkit.console.database;

import dev.connectorkit.spi.ConnectorError;
import java.sql.SQLException;
import java.util.Optional;

/** What a failure of the database amounts to. Its own message may quote data and is not used. */
record SqlFailure(String sqlState, int vendorCode) {

  private static final int H2_FILE_IN_USE = 90020;

  static SqlFailure of(Throwable failure) {
    return find(failure).orElse(new SqlFailure("", 0));
  }

  /** The first SQL exception that tells what it is about, in a chain of causes. */
  static Optional<SqlFailure> find(Throwable failure) {
    Optional<SqlFailure> found = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String sqlState = sql.getSQLState();
        found = Optional.of(new SqlFailure(sqlState == null ? "" : sqlState, sql.getErrorCode()));
        if (sqlState != null) {
          return found;
        }
      }
    }
    return found;
  }

  /** Serialization failure or deadlock (SQL:2016, class 40), or a key that somebody just made. */
  boolean lostRace() {
    return sqlState.startsWith("40") || repeatsKey();
  }

  private boolean repeatsKey() {
    return sqlState.equals("23505");
  }

  ConnectorError error() {
    // 22: a value; 23: a constraint; 42: a statement. All else is about the database itself.
    boolean ours =
        sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("42");
    return ours ? ConnectorError.UNEXPECTED : ConnectorError.STORE_UNAVAILABLE;
  }

  String message() {
    return error() == ConnectorError.STORE_UNAVAILABLE
        ? "The database does not answer" + code() + "."
        : "The database refuses a statement" + code() + ".";
  }

  String sentence(DatabaseSettings settings) {
    if (vendorCode == H2_FILE_IN_USE) {
      return "The database file is in use by another console. Stop that one, or give this one"
          + " another folder with --data.";
    }
    if (settings.embedded()) {
      return "The database file cannot be opened"
          + code()
          + ". Is the data folder writable, and is there room on the disk?";
    }
    if (sqlState.startsWith("28")) {
      return "The database refuses the user or the password"
          + code()
          + ". Set CONSOLE_DATABASE_USER and CONSOLE_DATABASE_PASSWORD.";
    }
    return "The database cannot be used" + code() + ". Is it running, and is its address right?";
  }

  private String code() {
    return sqlState.isEmpty() ? "" : " (SQLState " + sqlState + ")";
  }
}
