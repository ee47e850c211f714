package dev.connectorkit.console.operator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps guessing slow, on all nodes together, and for whoever guesses: five failures in a row lock
 * an account for an address for a minute, and each further one for twice as long, up to fifteen
 * minutes; twenty a minute are allowed of an address, and a hundred of all that nobody signed in
 * from lately. An account that is not there is locked like one that is.
 */
final class FailedSignIns {

  private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);

  private static final int ALLOWED = 5;
  private static final Duration SHORTEST_LOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private static final int ALLOWED_OF_ADDRESS = 20;
  private static final int ALLOWED_IN_ALL = 100;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration KNOWN_FOR = Duration.ofDays(30);
  private static final String ALL = "all";
  private static final int MOST_LINES = 1_000;

  private final ConsoleDatabase database;
  private final Clock clock;
  private final Cache<String, Boolean> told;

  FailedSignIns(ConsoleDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.told =
        Caffeine.newBuilder()
            .maximumSize(MOST_LINES)
            .expireAfterWrite(WINDOW)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /**
   * Counts an attempt as failed before its password is looked at: many at once gain nothing.
   *
   * @param from what the attempt is counted for, such as an address
   * @throws ConsoleException when there were too many; this one was not counted then
   */
  void begin(String name, String from) {
    begin(name, from, false);
  }

  /** The same for somebody who is signed in, whom no stranger's attempts hold up. */
  void beginConfirming(String name) {
    begin(name, session(name), true);
  }

  private void begin(String name, String from, boolean signedIn) {
    long now = clock.millis();
    Optional<Refusal> refusal =
        database.change(
            handle -> {
              handle.execute("DELETE FROM console_failed_sign_in WHERE ends_at <= ?", now);
              Optional<Bucket> account = find(handle, account(name, from));
              Optional<Bucket> address = find(handle, address(from));
              boolean known = signedIn || find(handle, known(from)).isPresent();
              Optional<Bucket> all = known ? Optional.empty() : find(handle, ALL);
              long own =
                  Math.max(
                      account.map(FailedSignIns::opensAt).orElse(0L),
                      address.map(one -> windowEnd(one, ALLOWED_OF_ADDRESS)).orElse(0L));
              long opensAt =
                  Math.max(own, all.map(one -> windowEnd(one, ALLOWED_IN_ALL)).orElse(0L));
              if (now < opensAt) {
                return Optional.of(new Refusal(Duration.ofMillis(opensAt - now), now < own));
              }
              put(handle, account(name, from), account, now, now + FORGOTTEN_AFTER.toMillis());
              putInWindow(handle, address(from), address, now);
              if (!known) {
                putInWindow(handle, ALL, all, now);
              }
              return Optional.empty();
            });
    refusal.ifPresent(
        one -> {
          tell(one, from);
          throw ConsoleException.tooManyAttempts(
              "There were too many failed sign-ins. Wait %d seconds, then try again."
                  .formatted(one.left().plusMillis(999).toSeconds()),
              one.left());
        });
  }

  /** The attempt was a right one: the account is as new, and those of others are not more. */
  void signedIn(String name, String from) {
    long now = clock.millis();
    database.change(
        handle -> {
          forget(handle, name, from);
          Optional<Bucket> known = find(handle, known(from));
          if (known.isEmpty()) {
            takeBack(handle, ALL);
          }
          put(handle, known(from), known, now, now + KNOWN_FOR.toMillis());
          return Boolean.TRUE;
        });
  }

  /** The same for somebody who is signed in, and is counted apart from strangers. */
  void confirmed(String name) {
    database.change(
        handle -> {
          forget(handle, name, session(name));
          return Boolean.TRUE;
        });
  }

  private static void forget(Handle handle, String name, String from) {
    handle.execute("DELETE FROM console_failed_sign_in WHERE bucket = ?", account(name, from));
    takeBack(handle, address(from));
  }

  void forgetAll(Handle handle) {
    handle.execute("DELETE FROM console_failed_sign_in");
  }

  /** Once in a window, and without the name: people type passwords there. */
  private void tell(Refusal refusal, String from) {
    String whose = refusal.own() ? from : ALL;
    if (told.asMap().putIfAbsent(whose, Boolean.TRUE) != null) {
      return;
    }
    if (refusal.own()) {
      LOG.warn("Sign-ins of operators are refused: too many failed from {}.", from);
    } else {
      LOG.warn(
          "Sign-ins of operators are refused where nobody signed in lately: over {} failed in a"
              + " minute.",
          ALLOWED_IN_ALL);
    }
  }

  /** When another attempt at an account may be made. */
  private static long opensAt(Bucket account) {
    return account.failures() < ALLOWED
        ? 0
        : account.since() + lockAfter(account.failures()).toMillis();
  }

  private static long windowEnd(Bucket window, int allowed) {
    return window.failures() < allowed ? 0 : window.since() + WINDOW.toMillis();
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

  private static void putInWindow(Handle handle, String bucket, Optional<Bucket> found, long now) {
    long since = found.map(Bucket::since).orElse(now);
    put(handle, bucket, found, since, since + WINDOW.toMillis());
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

  private static void takeBack(Handle handle, String bucket) {
    handle.execute(
        "UPDATE console_failed_sign_in SET failures = failures - 1"
            + " WHERE bucket = ? AND failures > 0",
        bucket);
  }

  private static String account(String name, String from) {
    return Token.hash("account " + from + " " + name.toLowerCase(Locale.ROOT));
  }

  private static String address(String from) {
    return Token.hash("address " + from);
  }

  private static String session(String name) {
    return "session of " + name;
  }

  private static String known(String from) {
    return Token.hash("known " + from);
  }

  /**
   * @param since the latest failure of an account; the first of a window
   */
  private record Bucket(int failures, long since) {}

  /**
   * @param own whether for what came from the same address
   */
  private record Refusal(Duration left, boolean own) {}
}
