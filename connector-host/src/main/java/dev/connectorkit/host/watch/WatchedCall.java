package dev.connectorkit.host.watch;

import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.spi.ConnectorError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request to a provider, which is over.
 *
 * @param kind what it was for, as far as the request itself tells
 * @param took from sending to having read the answer, or to the failure
 * @param status of the answer; empty when there was none
 * @param failure why there was none
 */
public record WatchedCall(
    String instanceId,
    String connectorId,
    Kind kind,
    Duration took,
    OptionalInt status,
    Optional<ConnectorError> failure) {

  /** Whether it was answered with a status of success. */
  public boolean succeeded() {
    return status.isPresent() && status.getAsInt() >= 200 && status.getAsInt() < 300;
  }
}
