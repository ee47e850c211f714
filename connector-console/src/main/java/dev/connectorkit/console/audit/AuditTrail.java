package dev.connectorkit.console.audit;

import dev.connectorkit.console.database.ConsoleDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The newest ten thousand entries, or some more: they are counted now and then. Failed sign-ins, of
 * which anybody can make any number, have five hundred places of their own.
 */
public final class AuditTrail {

  /** How many entries are kept. */
  public static final int KEPT = 10_000;

  /** How many failed sign-ins are kept besides. */
  public static final int FAILURES_KEPT = 500;

  private static final String FAILURE = "operator.sign-in-failed";
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
      keep(handle, "=", FAILURES_KEPT);
      keep(handle, "<>", KEPT);
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
   * Adds a failed sign-in of an operator.
   *
   * @param from the network that it came from
   * @param account whose password was wrong; empty when there is none of that name
   */
  public void addFailure(String from, String account) {
    database.change(
        handle -> {
          add(handle, "nobody", FAILURE, account, "", "{\"from\":\"" + from + "\"}");
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

  /**
   * Removes the oldest, failures or all others.
   *
   * @param which how the action compares to a failure's
   */
  private static void keep(Handle handle, String which, int count) {
    // Two statements: H2 would look for the bound at every row that it deletes.
    handle
        .createQuery(
            "SELECT id FROM console_audit WHERE action "
                + which
                + " :failure ORDER BY id DESC OFFSET :count ROWS FETCH FIRST 1 ROW ONLY")
        .bind("failure", FAILURE)
        .bind("count", count)
        .mapTo(Long.class)
        .findOne()
        .ifPresent(
            bound ->
                handle.execute(
                    "DELETE FROM console_audit WHERE action " + which + " ? AND id <= ?",
                    FAILURE,
                    bound));
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
