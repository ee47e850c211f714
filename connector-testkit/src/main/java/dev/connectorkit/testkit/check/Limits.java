package dev.connectorkit.testkit.check;

import java.time.Duration;

/**
 * How long things may take. What must happen is given long; nothing waits to see that something
 * does not happen, because calls through the SPI are synchronous.
 *
 * @param factor multiplies all of them, for a slow machine
 */
record Limits(double factor) {

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
    return scaled(20_000);
  }

  /** How long a provider that hangs does so; beyond any deadline of the connector's HTTP. */
  Duration hang() {
    return scaled(60_000);
  }

  Duration scaled(long millis) {
    return Duration.ofMillis((long) (millis * factor));
  }
}
