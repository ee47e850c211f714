package dev.connectorkit.console.operator;

import dev.connectorkit.console.database.ConsoleDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sessions of operators: ended after half an hour without a request, or after twelve hours. */
final class Sessions {

  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(12);

  // A session that works is written down once a minute, not at each request.
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);
  private static final int MAX_SESSIONS = 100;

  private final ConsoleDatabase database;
  private final Clock clock;

  Sessions(ConsoleDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  OperatorSession open(Handle handle, String operator) {
    String token = Token.random();
    long now = clock.millis();
    long end = now + LONGEST.toMillis();
    handle.execute(
        "DELETE FROM console_session WHERE ends_at <= ? OR seen_at <= ?",
        now,
        now - IDLE.toMillis());
    dropOldest(handle);
    handle.execute(
        "INSERT INTO console_session (token_hash, operator, begun_at, seen_at, ends_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        Token.hash(token),
        operator,
        now,
        now,
        end);
    return new OperatorSession(operator, token, Instant.ofEpochMilli(end));
  }

  Optional<OperatorSession> find(String token) {
    long now = clock.millis();
    String hash = Token.hash(token);
    Optional<Row> found = database.read(handle -> row(handle, hash, now));
    if (found.isPresent() && found.get().seenAt() <= now - SEEN_EVERY.toMillis()) {
      database.change(
          handle ->
              handle.execute(
                  "UPDATE console_session SET seen_at = ? WHERE token_hash = ?", now, hash));
    }
    return found.map(
        row -> new OperatorSession(row.operator(), token, Instant.ofEpochMilli(row.endsAt())));
  }

  void close(Handle handle, String token) {
    handle.execute("DELETE FROM console_session WHERE token_hash = ?", Token.hash(token));
  }

  void closeAllOf(Handle handle, String operator) {
    handle.execute("DELETE FROM console_session WHERE operator = ?", operator);
  }

  void closeAll(Handle handle) {
    handle.execute("DELETE FROM console_session");
  }

  private Optional<Row> row(Handle handle, String hash, long now) {
    return handle
        .createQuery(
            "SELECT operator, seen_at, ends_at FROM console_session"
                + " WHERE token_hash = :hash AND ends_at > :now AND seen_at > :idle")
        .bind("hash", hash)
        .bind("now", now)
        .bind("idle", now - IDLE.toMillis())
        .map((row, context) -> new Row(row.getString(1), row.getLong(2), row.getLong(3)))
        .findOne();
  }

  private static void dropOldest(Handle handle) {
    handle
        .createQuery(
            "SELECT token_hash FROM console_session ORDER BY begun_at DESC"
                + " OFFSET :kept ROWS FETCH NEXT 10 ROWS ONLY")
        .bind("kept", MAX_SESSIONS - 1)
        .mapTo(String.class)
        .list()
        .forEach(hash -> handle.execute("DELETE FROM console_session WHERE token_hash = ?", hash));
  }

  private record Row(String operator, long seenAt, long endsAt) {}
}
