package dev.connectorkit.host.signin;

import dev.connectorkit.spi.SignInSession;
import java.time.Instant;

/**
 * A sign-in between its begin and its callback. Holds hashes: a reader of the store can neither
 * forge a callback nor finish one in another browser.
 *
 * @param stateHash SHA-256 of the state, base64url
 * @param browserHash SHA-256 of the browser token and of what the sign-in was begun with, base64url
 * @param instanceId the connector instance it was begun with
 * @param session what the connector needs to finish it
 * @param expiresAt when it ends
 */
public record PendingSignIn(
    String stateHash,
    String browserHash,
    String instanceId,
    SignInSession session,
    Instant expiresAt) {

  /** Without the hashes. */
  @Override
  public String toString() {
    return "PendingSignIn[instanceId=" + instanceId + ", expiresAt=" + expiresAt + "]";
  }
}
