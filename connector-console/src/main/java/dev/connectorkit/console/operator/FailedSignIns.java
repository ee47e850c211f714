package dev.connectorkit.console.operator;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps guessing slow, on all nodes together: five failures in a row lock an account for a minute,
 * and each further one for twice as long, up to fifteen minutes; twenty a minute are allowed in
 * all. An account that is not there is locked like one that is.
 */
final class FailedSignIns {

  private static final int ALLOWED = 5;
  private static final Duration SHORTEST_LOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private static final int ALLOWED_IN_ALL = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String ALL = "all";

  private final ConsoleDatabase database;
  private final Clock clock;

  FailedSignIns(ConsoleDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Counts an attempt as failed before its password is looked at: many at once gain nothing.
   *
   * @throws ConsoleException when there were too many; this one was not counted then
   */
  void begin(String name) {
    long now = clock.millis();
    Optional<Duration> wait =
        database.change(
            handle -> {
              handle.execute("DELETE FROM console_failed_sign_in WHERE ends_at <= ?", now);
              Optional<Bucket> account = find(handle, account(name));
              Optional<Bucket> all = find(handle, ALL);
              long opensAt =
                  Math.max(
                      account.map(FailedSignIns::opensAt).orElse(0L),
                      all.map(FailedSignIns::windowEnd).orElse(0L));
              if (now < opensAt) {
                return Optional.of(Duration.ofMillis(opensAt - now));
              }
              put(handle, account(name), account, now, now + FORGOTTEN_AFTER.toMillis());
              long since = all.map(Bucket::since).orElse(now);
              put(handle, ALL, all, since, since + WINDOW.toMillis());
              return Optional.empty();
            });
    wait.ifPresent(
        time -> {
          throw ConsoleException.tooManyAttempts(
              "There were too many failed sign-ins. Wait %d seconds, then try again."
                  .formatted(time.plusMillis(999).toSeconds()),
              time);
        });
  }

  /** The attempt was a right one: the account is as new, and those in all are not more. */
  void succeeded(String name) {
    database.change(
        handle -> {
          handle.execute("DELETE FROM console_failed_sign_in WHERE bucket = ?", account(name));
          return handle.execute(
              "UPDATE console_failed_sign_in SET failures = failures - 1"
                  + " WHERE bucket = ? AND failures > 0",
              ALL);
        });
  }

  void forgetAll(Handle handle) {
    handle.execute("DELETE FROM console_failed_sign_in");
  }

  /** When another attempt at an account may be made. */
  private static long opensAt(Bucket account) {
    return account.failures() < ALLOWED
        ? 0
        : account.since() + lockAfter(account.failures()).toMillis();
  }

  private static long windowEnd(Bucket all) {
    return all.failures() < ALLOWED_IN_ALL ? 0 : all.since() + WINDOW.toMillis();
  }

  private static Duration lockAfter(int failures) {
    int doublings = Math.min(failures - ALLOWED, 10);
    Duration lock = SHORTEST_LOCK.multipliedBy(1L << doublings);
    return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
  }

  private static Optional<Bucket> find(Handle handle, String bucket) {
    // Locked until the end of the transaction, so that attempts at the same moment are all counted.
    return handle
        .createQuery(
            "SELECT failures, since FROM console_failed_sign_in WHERE bucket = :bucket FOR UPDATE")
        .bind("bucket", bucket)
        .map((row, context) -> new Bucket(row.getInt(1), row.getLong(2)))
        .findOne();
  }

  /** One failure more than those found. */
  private static void put(
      Handle handle, String bucket, Optional<Bucket> found, long since, long endsAt) {
    if (found.isPresent()) {
      handle.execute(
          "UPDATE console_failed_sign_in SET failures = ?, since = ?, ends_at = ?"
              + " WHERE bucket = ?",
          found.get().failures() + 1,
          since,
          endsAt,
          bucket);
    } else {
      // A row that came since was not locked. This fails on it, and all is done again with what it
      // counts; an update would write over it.
      handle.execute(
          "INSERT INTO console_failed_sign_in (bucket, failures, since, ends_at)"
              + " VALUES (?, 1, ?, ?)",
          bucket,
          since,
          endsAt);
    }
  }

  private static String account(String name) {
    return Token.hash(name.toLowerCase(Locale.ROOT));
  }

  /**
   * @param since the latest failure of an account; the first of the window of all
   */
  private record Bucket(int failures, long since) {}
}
