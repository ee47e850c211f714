package dev.connectorkit.console.operator;

import dev.connectorkit.console.error.ConsoleException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what wrong tokens cost. Nobody guesses 256 bits; but each wrong one asks the database. So
 * after thirty in a minute this node asks it for those only that were there when the thirtieth
 * came, until the minute is over: a program with a right token is not shut out by others.
 */
final class WrongTokens {

  private static final Logger LOG = LoggerFactory.getLogger(WrongTokens.class);
  private static final int ALLOWED = 30;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private final Supplier<Set<String>> known;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private long since;
  private int failures;
  private volatile Shut shut = new Shut(0, Set.of());

  /**
   * @param known the hashes of all tokens there are
   */
  WrongTokens(Clock clock, Supplier<Set<String>> known) {
    this.clock = clock;
    this.known = known;
  }

  /**
   * @throws ConsoleException when the database is not to be asked for this token now
   */
  void check(String hash) {
    Shut now = shut;
    long left = now.until() - clock.millis();
    if (left > 0 && !now.known().contains(hash)) {
      throw ConsoleException.tooManyAttempts(
          "Too many requests came with a wrong token. Wait, then try again.",
          Duration.ofMillis(left));
    }
  }

  void count() {
    if (shuts()) {
      LOG.warn("{} requests with a wrong API token came within a minute.", ALLOWED);
      Set<String> hashes = known.get();
      shut = new Shut(clock.millis() + WINDOW.toMillis(), hashes);
    }
  }

  private boolean shuts() {
    lock.lock();
    try {
      long now = clock.millis();
      if (now - since >= WINDOW.toMillis()) {
        since = now;
        failures = 0;
      }
      failures++;
      return failures == ALLOWED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param known hashes that are looked up all the same
   */
  private record Shut(long until, Set<String> known) {}
}
