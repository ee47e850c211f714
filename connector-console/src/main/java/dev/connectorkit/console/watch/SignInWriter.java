package dev.connectorkit.console.watch;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes sign-ins down, many at once, on a thread of its own. Nobody waits for that or fails with
 * it: while the database is away they queue up, and those for which the queue has no room are lost.
 */
final class SignInWriter implements AutoCloseable {

  /** How many can wait to be written: about a megabyte. */
  static final int QUEUE = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(SignInWriter.class);
  private static final int BATCH = 500;
  private static final long EVERY_MILLIS = 1_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int REMOVALS_AT_ONCE = 20;
  private static final long CLOSE_SECONDS = 6;

  private final SignInTable table;
  private final Retention retention;
  private final Clock clock;
  private final BlockingQueue<SignInEntry> queue = new ArrayBlockingQueue<>(QUEUE);
  private final LongAdder lost = new LongAdder();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var made = new Thread(work, "console-sign-ins");
            made.setDaemon(true);
            return made;
          });

  // Of the writer's thread alone.
  private final List<SignInEntry> batch = new ArrayList<>(BATCH);
  private Instant removed = Instant.MIN;
  private Instant told = Instant.MIN;
  private long lostAsTold;

  private SignInWriter(SignInTable table, Retention retention, Clock clock) {
    this.table = table;
    this.retention = retention;
    this.clock = clock;
  }

  static SignInWriter start(SignInTable table, Retention retention, Clock clock) {
    var writer = new SignInWriter(table, retention, clock);
    writer.thread.scheduleWithFixedDelay(
        writer::turn, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return writer;
  }

  /** At once, whatever the database does. */
  void add(SignInEntry entry) {
    if (!queue.offer(entry)) {
      lost.increment();
    }
  }

  long lost() {
    return lost.sum();
  }

  /** Writes down what waits, if the database lets it within a bound. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(this::turn);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    try {
      write();
      if (isDue(removed)) {
        remove();
      }
    } catch (ConnectorException e) {
      LOG.debug("Sign-ins wait to be written down: {}", e.getMessage());
    } catch (RuntimeException e) {
      // Or no turn would follow.
      LOG.warn("Sign-ins cannot be written down", e);
    }
    tellOfLoss();
  }

  private void write() {
    while (true) {
      if (batch.isEmpty() && queue.drainTo(batch, BATCH) == 0) {
        return;
      }
      try {
        table.add(batch);
      } catch (ConnectorException e) {
        if (e.error() == ConnectorError.STORE_UNAVAILABLE) {
          throw e;
        }
        // Once more it would fail once more, and keep all others back.
        lost.add(batch.size());
        LOG.warn("{} sign-ins cannot be written down: {}", batch.size(), e.getMessage());
      }
      batch.clear();
    }
  }

  private void remove() {
    removed = clock.instant();
    for (int i = 0; i < REMOVALS_AT_ONCE; i++) {
      if (!table.removeSome(retention, removed)) {
        return;
      }
    }
    removed = Instant.MIN;
  }

  private void tellOfLoss() {
    long now = lost.sum();
    if (now > lostAsTold && isDue(told)) {
      LOG.warn(
          "{} sign-ins are missing in the list: the database did not take them for too long.",
          now - lostAsTold);
      told = clock.instant();
      lostAsTold = now;
    }
  }

  private boolean isDue(Instant last) {
    Instant now = clock.instant();
    // Also when the clock was set back.
    return now.isBefore(last) || !now.minus(MINUTE).isBefore(last);
  }
}
