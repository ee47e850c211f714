package dev.connectorkit.host.watch;

import dev.connectorkit.spi.ConnectorError;
import java.time.Duration;
import java.util.Optional;

/**
 * One of the two halves of a sign-in, which is over.
 *
 * @param took the host's own time and the provider's, not the person's
 * @param failure empty for success
 */
public record WatchedSignIn(
    String instanceId, String connectorId, Half half, Duration took, Optional<Failure> failure) {

  /** Before the person is at the provider, and after. */
  public enum Half {
    BEGIN,
    COMPLETE
  }

  /**
   * Why it failed.
   *
   * @param step how far it came, as far as that can be told
   */
  public record Failure(SignInStep step, ConnectorError error) {}
}
