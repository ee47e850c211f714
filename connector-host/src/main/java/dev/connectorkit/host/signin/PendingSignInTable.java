package dev.connectorkit.host.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The statements on the table of pending sign-ins. */
final class PendingSignInTable {

  private static final String SCRIPT = "pending-sign-in.sql";
  private static final String NAME = "connectorkit_pending_sign_in";

  private PendingSignInTable() {}

  /** The statements that create it, where it is not there yet. */
  static String script() {
    try (InputStream in = PendingSignInTable.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is missing beside the class that reads it.");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(SCRIPT + " cannot be read.", e);
    }
  }

  static void create(Statements statements) throws SQLException {
    for (String statement : script().split(";")) {
      if (!statement.isBlank()) {
        statements.update(statement);
      }
    }
  }

  static void insert(Statements statements, PendingSignIn signIn, String sealed)
      throws SQLException {
    statements.update(
        "INSERT INTO "
            + NAME
            + " (state_hash, browser_hash, instance_id, expires_at, sealed_session)"
            + " VALUES (?, ?, ?, ?, ?)",
        signIn.stateHash(),
        signIn.browserHash(),
        signIn.instanceId(),
        signIn.expiresAt().toEpochMilli(),
        sealed);
  }

  static Optional<Row> find(Statements statements, String stateHash) throws SQLException {
    return statements.first(
        "SELECT browser_hash, instance_id, expires_at, sealed_session FROM "
            + NAME
            + " WHERE state_hash = ?",
        Row::read,
        stateHash);
  }

  /** Whether this call is the one that removed it. */
  static boolean delete(Statements statements, String stateHash) throws SQLException {
    return statements.update("DELETE FROM " + NAME + " WHERE state_hash = ?", stateHash) == 1;
  }

  /**
   * Deletes those that end first, as far as they end before an instant.
   *
   * @param atMost how many
   */
  static int deleteFirst(Statements statements, int atMost, long endingBefore) throws SQLException {
    Optional<Key> last =
        statements.first(
            "SELECT expires_at, state_hash FROM "
                + NAME
                + " WHERE expires_at < ? ORDER BY expires_at, state_hash"
                + " OFFSET ? ROWS FETCH NEXT 1 ROWS ONLY",
            row -> new Key(row.getLong(1), row.getString(2)),
            endingBefore,
            atMost - 1);
    // A range, since H2 asks a subquery anew for each row.
    return last.isEmpty()
        ? statements.update("DELETE FROM " + NAME + " WHERE expires_at < ?", endingBefore)
        : statements.update(
            "DELETE FROM "
                + NAME
                + " WHERE expires_at <= ? AND (expires_at < ? OR state_hash <= ?)",
            last.get().expiresAt(),
            last.get().expiresAt(),
            last.get().stateHash());
  }

  static long count(Statements statements) throws SQLException {
    return statements.first("SELECT COUNT(*) FROM " + NAME, row -> row.getLong(1)).orElseThrow();
  }

  private record Key(long expiresAt, String stateHash) {}

  /** A row without its key. */
  record Row(String browserHash, String instanceId, Instant expiresAt, String sealedSession) {

    private static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getString(2),
          Instant.ofEpochMilli(row.getLong(3)),
          row.getString(4));
    }
  }
}
