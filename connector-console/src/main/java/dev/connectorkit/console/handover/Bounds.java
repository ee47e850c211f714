package dev.connectorkit.console.handover;

import dev.connectorkit.console.database.ConsoleDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the tables small, without a thread: who begins a sign-in clears what ended, one of them a
 * minute; and at each thousandth of a node drops the oldest beyond the capacity, so that a flood
 * shortens the time people have instead of locking them out.
 */
final class Bounds {

  static final int CAPACITY = 100_000;

  private static final Duration CLEARED_EVERY = Duration.ofMinutes(1);
  private static final int COUNTED_EVERY = 1_000;

  private final ConsoleDatabase database;
  private final Clock clock;
  private final int capacity;
  private final AtomicLong nextClearing = new AtomicLong();
  private final AtomicLong begun = new AtomicLong();

  Bounds(ConsoleDatabase database, Clock clock) {
    this(database, clock, CAPACITY);
  }

  Bounds(ConsoleDatabase database, Clock clock, int capacity) {
    this.database = database;
    this.clock = clock;
    this.capacity = capacity;
  }

  void beforePut() {
    long now = clock.millis();
    long due = nextClearing.get();
    if (now >= due && nextClearing.compareAndSet(due, now + CLEARED_EVERY.toMillis())) {
      database.change(
          handle ->
              handle.execute("DELETE FROM console_handover WHERE ends_at <= ?", now)
                  + handle.execute("DELETE FROM console_code WHERE ends_at <= ?", now));
    }
    if (begun.incrementAndGet() % COUNTED_EVERY == 0) {
      database.change(this::dropOldest);
    }
  }

  private int dropOldest(Handle handle) {
    long kept = handle.createQuery("SELECT COUNT(*) FROM console_handover").mapTo(Long.class).one();
    if (kept <= capacity) {
      return 0;
    }
    long newestDropped =
        handle
            .createQuery(
                "SELECT ends_at FROM console_handover ORDER BY ends_at"
                    + " OFFSET :dropped ROWS FETCH NEXT 1 ROWS ONLY")
            .bind("dropped", kept - capacity - 1)
            .mapTo(Long.class)
            .one();
    return handle.execute("DELETE FROM console_handover WHERE ends_at <= ?", newestDropped);
  }
}
