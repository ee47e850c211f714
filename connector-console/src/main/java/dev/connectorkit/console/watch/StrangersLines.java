package dev.connectorkit.console.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rations the lines that anybody can cause at no cost, so that nobody pushes those of real sign-ins
 * out of the log.
 */
final class StrangersLines {

  static final int A_MINUTE = 60;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant since = Instant.MIN;
  private int written;

  StrangersLines(Clock clock) {
    this.clock = clock;
  }

  boolean mayWrite() {
    lock.lock();
    try {
      Instant now = clock.instant();
      // Also when the clock was set back.
      if (now.isBefore(since) || !now.minus(MINUTE).isBefore(since)) {
        since = now;
        written = 0;
      }
      written = Math.min(written + 1, A_MINUTE + 1);
      return written <= A_MINUTE;
    } finally {
      lock.unlock();
    }
  }
}
