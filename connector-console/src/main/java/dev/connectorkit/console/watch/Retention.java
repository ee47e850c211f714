package dev.connectorkit.console.watch;

import java.time.Duration;

/**
 * How much of the past is kept.
 *
 * @param atMost sign-ins, or some more: they are counted once a minute
 * @param age after which a sign-in is forgotten
 */
public record Retention(int atMost, Duration age) {

  /** The newest hundred thousand of the last thirty days: some ten megabytes. */
  public static final Retention DEFAULT = new Retention(100_000, Duration.ofDays(30));

  public Retention {
    if (atMost < 0 || age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException(
          "Sign-ins are kept for some time, and not a negative number.");
    }
  }
}
