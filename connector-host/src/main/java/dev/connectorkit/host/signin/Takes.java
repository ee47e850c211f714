package dev.connectorkit.host.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/** The rules of {@link PendingSignInStore} that its stores share. */
final class Takes {

  // Long enough to tell someone who was away that the attempt ended.
  private static final Duration KEPT_AFTER_END = Duration.ofMinutes(10);

  private Takes() {}

  /** Whether a sign-in belongs to whoever asks for it. */
  static boolean fits(
      String ownInstance, String ownBrowserHash, String instanceId, String browserHash) {
    return ownInstance.equals(instanceId)
        && MessageDigest.isEqual(ownBrowserHash.getBytes(UTF_8), browserHash.getBytes(UTF_8));
  }

  /** What ended before this instant is of no use to anybody. */
  static Instant forgettable(Instant now) {
    return now.minus(KEPT_AFTER_END);
  }

  static ConnectorException repeated() {
    return ConnectorException.of(ConnectorError.UNEXPECTED)
        .message("A sign-in of this state waits already. A state must be random.")
        .build();
  }
}
