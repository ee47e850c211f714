package dev.connectorkit.console.audit;

import dev.connectorkit.console.database.ConsoleDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The newest ten thousand entries, or some more: they are counted now and then. */
public final class AuditTrail {

  /** How many entries are kept. */
  public static final int KEPT = 10_000;

  private static final int COUNTED_EVERY = 100;
  private static final int MAX_VALUE = 20_000;
  private static final int MAX_SUBJECT = 200;
  private static final int MAX_ACTOR = 64;
  private static final String CUT = "…";

  private final ConsoleDatabase database;
  private final Clock clock;

  public AuditTrail(ConsoleDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds an entry in the transaction of what it tells about. */
  public void add(
      Handle handle, String actor, String action, String subject, String before, String after) {
    handle
        .createUpdate(
            "INSERT INTO console_audit"
                + " (happened_at, actor, action, subject, value_before, value_after)"
                + " VALUES (:at, :actor, :action, :subject, :before, :after)")
        .bind("at", clock.millis())
        .bind("actor", fitting(actor, MAX_ACTOR))
        .bind("action", action)
        .bind("subject", fitting(subject, MAX_SUBJECT))
        .bind("before", fitting(before, MAX_VALUE))
        .bind("after", fitting(after, MAX_VALUE))
        .execute();
    long newest = newest(handle);
    if (newest % COUNTED_EVERY == 0) {
      handle.execute("DELETE FROM console_audit WHERE id <= ?", newest - KEPT);
    }
  }

  /** Adds an entry that stands for itself. */
  public void add(String actor, String action, String subject) {
    database.change(
        handle -> {
          add(handle, actor, action, subject, "", "");
          return Boolean.TRUE;
        });
  }

  /**
   * Newest first.
   *
   * @param before entries older than this one only; {@link Long#MAX_VALUE} for the newest
   * @param atMost how many
   */
  public List<AuditEntry> entries(long before, int atMost) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id, happened_at, actor, action, subject, value_before, value_after"
                        + " FROM console_audit WHERE id < :before ORDER BY id DESC"
                        + " FETCH FIRST :count ROWS ONLY")
                .bind("before", before)
                .bind("count", atMost)
                .map((row, context) -> entry(row))
                .list());
  }

  private static long newest(Handle handle) {
    return handle.createQuery("SELECT MAX(id) FROM console_audit").mapTo(Long.class).one();
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        Instant.ofEpochMilli(row.getLong("happened_at")),
        row.getString("actor"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("value_before"),
        row.getString("value_after"));
  }

  /** Without NUL, which PostgreSQL cannot store, and without half a character at the end. */
  private static String fitting(String text, int length) {
    String clean = text.replace('\0', ' ');
    if (clean.length() <= length) {
      return clean;
    }
    int end = length - CUT.length();
    return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end)
        + CUT;
  }
}
