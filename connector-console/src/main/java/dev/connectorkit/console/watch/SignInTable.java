package dev.connectorkit.console.watch;

import dev.connectorkit.console.database.ConsoleDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Sign-ins in the database. */
final class SignInTable {

  // One statement stays short, and so do its locks.
  private static final int ROWS_AT_ONCE = 1_000;

  private final ConsoleDatabase database;

  SignInTable(ConsoleDatabase database) {
    this.database = database;
  }

  void add(List<SignInEntry> entries) {
    database.change(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO console_sign_in"
                      + " (happened_at, instance_id, outcome, error_code, failed_step, took_millis,"
                      + " reference, application) VALUES (:at, :instance, :outcome, :code, :step,"
                      + " :took, :reference, :application)");
          for (SignInEntry entry : entries) {
            batch
                .bind("at", entry.at().toEpochMilli())
                .bind("instance", entry.instanceId())
                .bind("outcome", entry.outcome().code())
                .bind("code", entry.errorCode())
                .bind("step", entry.failedStep())
                .bind("took", (int) Math.min(entry.took().toMillis(), Integer.MAX_VALUE))
                .bind("reference", entry.reference())
                .bind("application", entry.application())
                .add();
          }
          return batch.execute();
        });
  }

  List<SignInEntry> list(
      Optional<String> instanceId, Optional<Outcome> outcome, long before, int atMost) {
    return database.read(
        handle -> {
          Query query =
              handle
                  .createQuery(
                      "SELECT id, happened_at, instance_id, outcome, error_code, failed_step,"
                          + " reference, application, took_millis FROM console_sign_in WHERE id < :before"
                          + (instanceId.isPresent() ? " AND instance_id = :instance" : "")
                          + (outcome.isPresent() ? " AND outcome = :outcome" : "")
                          + " ORDER BY id DESC FETCH FIRST :count ROWS ONLY")
                  .bind("before", before)
                  .bind("count", atMost);
          instanceId.ifPresent(value -> query.bind("instance", value));
          outcome.ifPresent(value -> query.bind("outcome", value.code()));
          return query.map((row, context) -> entry(row)).list();
        });
  }

  /**
   * Removes some of what is older, or beyond the newest so many.
   *
   * @return whether there may be more of it
   */
  boolean removeSome(Retention retention, Instant now) {
    long oldest = now.minus(retention.age()).toEpochMilli();
    return database.change(
        handle -> {
          long beyond =
              handle
                  .createQuery(
                      "SELECT id FROM console_sign_in ORDER BY id DESC"
                          + " OFFSET :kept ROWS FETCH FIRST 1 ROW ONLY")
                  .bind("kept", retention.atMost())
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(0L);
          // The ids grow with time, so that what is too old is at the beginning.
          List<Long> removable =
              handle
                  .createQuery(
                      "SELECT id, happened_at FROM console_sign_in ORDER BY id"
                          + " FETCH FIRST :count ROWS ONLY")
                  .bind("count", ROWS_AT_ONCE)
                  .map((row, context) -> new Row(row.getLong(1), row.getLong(2)))
                  .stream()
                  .filter(row -> row.id() <= beyond || row.at() < oldest)
                  .map(Row::id)
                  .toList();
          if (!removable.isEmpty()) {
            handle.execute(
                "DELETE FROM console_sign_in WHERE id <= ?", removable.get(removable.size() - 1));
          }
          return removable.size() == ROWS_AT_ONCE;
        });
  }

  private static SignInEntry entry(ResultSet row) throws SQLException {
    return new SignInEntry(
        row.getLong("id"),
        Instant.ofEpochMilli(row.getLong("happened_at")),
        row.getString("instance_id"),
        Outcome.of(row.getString("outcome")).orElse(Outcome.FAILURE),
        row.getString("error_code"),
        row.getString("failed_step"),
        row.getString("reference"),
        row.getString("application"),
        Duration.ofMillis(row.getInt("took_millis")));
  }

  private record Row(long id, long at) {}
}
