package dev.connectorkit.console;

import java.time.Duration;

/**
 * What docs/operate.md promises of a console whose database is away. Where the time comes from is
 * tested without a clock of the machine by {@code ReadinessTest} and {@code ConnectionPoolsTest}.
 */
final class PromisedBounds {

  static final Duration NOT_READY = Duration.ofSeconds(10);
  static final Duration ANSWERED = Duration.ofSeconds(5);

  private static final boolean ALL = "all".equals(System.getProperty("tests"));

  /** What a busy machine may take on top; nothing where there are several attempts. */
  static final Duration SLACK = ALL ? Duration.ZERO : Duration.ofSeconds(5);

  /** A busy machine misses a bound by chance; a console that keeps none misses it each time. */
  static final int ATTEMPTS = ALL ? 3 : 1;

  private PromisedBounds() {}
}
