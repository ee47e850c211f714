package dev.connectorkit.console.handover;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps for each application half of all places for sign-ins that wait: a flood under the client id
 * of one, which is no secret, leaves the other half to the others and to the site itself. The
 * places are counted in the database, at a node's first sign-in and at each hundredth of a share
 * that it begins, and then every five seconds for as long as there is no room.
 */
final class ApplicationShares {

  private static final Duration RECOUNTED_AFTER = Duration.ofSeconds(5);
  private static final int MOST_APPLICATIONS = 1_000;

  private final ConsoleDatabase database;
  private final Clock clock;
  private final int share;
  private final int countedEvery;
  private final Cache<String, Share> shares;

  ApplicationShares(ConsoleDatabase database, Clock clock, int capacity) {
    this.database = database;
    this.clock = clock;
    this.share = capacity / 2;
    this.countedEvery = Math.max(1, share / 100);
    this.shares =
        Caffeine.newBuilder()
            .maximumSize(MOST_APPLICATIONS)
            .expireAfterAccess(Duration.ofHours(1))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /**
   * Counts a sign-in that is about to begin.
   *
   * @throws ConsoleException with {@link ConsoleError#TOO_MANY_ATTEMPTS} and when to come back
   */
  void begin(String clientId) {
    if (!shares.get(clientId, id -> new Share()).admits(clientId)) {
      throw ConsoleException.tooManyAttempts(
          "Too many sign-ins for this application wait. Try again in a moment.", RECOUNTED_AFTER);
    }
  }

  /** How many of its people can still come back. */
  private long waiting(String clientId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM console_handover"
                        + " WHERE client_id = :client AND ends_at > :alive")
                .bind("client", clientId)
                .bind("alive", clock.millis() + Handovers.GRACE.toMillis())
                .mapTo(Long.class)
                .one());
  }

  private final class Share {

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock. What other nodes began is not known yet.
    private int begun = countedEvery - 1;
    private boolean full;
    private long recountAt;

    boolean admits(String clientId) {
      lock.lock();
      try {
        begun++;
        boolean due = full ? clock.millis() >= recountAt : begun >= countedEvery;
        if (due) {
          begun = 0;
          full = waiting(clientId) >= share;
          recountAt = clock.millis() + RECOUNTED_AFTER.toMillis();
        }
        return !full;
      } finally {
        lock.unlock();
      }
    }
  }
}
