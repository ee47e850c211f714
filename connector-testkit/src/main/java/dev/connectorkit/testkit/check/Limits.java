package dev.connectorkit.testkit.check;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long things may take. What must happen is given long; nothing waits to see that something
 * does not happen, because calls through the SPI are synchronous.
 *
 * <p>A call that hangs is waited for in full once. The connector is broken then, and the calls
 * after it get less time, so that the other rules still come to a verdict within minutes. Each such
 * case leaves threads behind that may well be busy, so that after some of them no further one is
 * begun.
 */
final class Limits {

  private static final int MOST_HUNG = 12;

  private final double factor;
  private final AtomicInteger hungCalls = new AtomicInteger();
  private final AtomicInteger hungClosings = new AtomicInteger();

  /**
   * @param factor multiplies all of them, for a slow machine
   */
  Limits(double factor) {
    this.factor = factor;
  }

  double factor() {
    return factor;
  }

  /** How long one HTTP call of the connector may take in all. */
  Duration http() {
    return scaled(15_000);
  }

  /** The same where the provider is made to hang. */
  Duration shortHttp() {
    return scaled(1_500);
  }

  /** How long one call into the connector may take before it counts as hung. */
  Duration call() {
    return scaled(hungCalls.get() > 0 ? 4_000 : 20_000);
  }

  /** Tells that calls of one case took longer than {@link #call}. */
  void callHung() {
    hungCalls.incrementAndGet();
  }

  /** Whether so many cases hung that the connector is not called any more. */
  boolean haveEnded() {
    return hungCalls.get() >= MOST_HUNG;
  }

  /** How long a connector may take to close where that is not what is looked at. */
  Duration tidying() {
    return scaled(hungClosings.get() > 0 ? 100 : 2_000);
  }

  /** Tells that a connector took longer than {@link #tidying}. */
  void closeHung() {
    hungClosings.incrementAndGet();
  }

  /** Whether a connector is closed where that is not what is looked at. */
  boolean allowTidying() {
    return hungClosings.get() < MOST_HUNG;
  }

  /** How long a provider that hangs does so; beyond any deadline of the connector's HTTP. */
  Duration hang() {
    return scaled(60_000);
  }

  Duration scaled(long millis) {
    return Duration.ofMillis((long) (millis * factor));
  }
}
