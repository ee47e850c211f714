package dev.connectorkit.host.signin;

import dev.connectorkit.spi.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table of pending sign-ins within its bounds, on the calls of its users: one of them
 * pays now and then, so that there is no thread and the others pay nothing.
 */
final class TableBounds {

  private static final Logger LOG = LoggerFactory.getLogger(TableBounds.class);

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  // One statement stays short, and so do its locks.
  private static final int ROWS_AT_ONCE = 1_000;
  // What one caller may be made to pay. The next one goes on with the rest.
  private static final int STATEMENTS_AT_ONCE = 20;

  private final Database database;
  private final Clock clock;
  private final int capacity;
  private final int putsBetween;
  private final ReentrantLock sweeping = new ReentrantLock();
  private final AtomicInteger puts = new AtomicInteger();
  private volatile Instant last = Instant.MIN;

  TableBounds(Database database, Clock clock, int capacity) {
    this.database = database;
    this.clock = clock;
    this.capacity = capacity;
    this.putsBetween = Math.max(1, capacity / 16);
  }

  /** Makes room for one more, if it is time to look. */
  void beforePut() {
    if (puts.incrementAndGet() >= putsBetween || isDue()) {
      keep(capacity - 1);
    }
  }

  void beforeTake() {
    if (isDue()) {
      keep(capacity);
    }
  }

  /** Removes all that ended long ago. */
  void sweep() {
    while (removeEnded() == ROWS_AT_ONCE) {
      // The next thousand.
    }
  }

  private boolean isDue() {
    Instant now = clock.instant();
    // Also when the clock was set back.
    return now.isBefore(last) || !now.minus(INTERVAL).isBefore(last);
  }

  /** What is not removed now will be later; the caller has something more important to do. */
  private void keep(int atMost) {
    if (!sweeping.tryLock()) {
      return;
    }
    try {
      puts.set(0);
      last = clock.instant();
      if (!removeSome(atMost)) {
        last = Instant.MIN;
      }
    } catch (ConnectorException e) {
      LOG.warn("Ended sign-ins stay in the database for now: {}", e.getMessage());
    } finally {
      sweeping.unlock();
    }
  }

  /** Whether nothing is left to remove. */
  private boolean removeSome(int keep) {
    for (int i = 0; i < STATEMENTS_AT_ONCE; i++) {
      if (removeEnded() < ROWS_AT_ONCE) {
        return removeBeyond(keep);
      }
    }
    return false;
  }

  private boolean removeBeyond(int keep) {
    long excess = database.call(PendingSignInTable::count) - keep;
    for (int i = 0; i < STATEMENTS_AT_ONCE && excess > 0; i++) {
      int number = (int) Math.min(excess, ROWS_AT_ONCE);
      database.call(
          statements -> PendingSignInTable.deleteFirst(statements, number, Long.MAX_VALUE));
      excess -= number;
    }
    return excess <= 0;
  }

  private int removeEnded() {
    long forgettable = Takes.forgettable(clock.instant()).toEpochMilli();
    return database.call(
        statements -> PendingSignInTable.deleteFirst(statements, ROWS_AT_ONCE, forgettable));
  }
}
