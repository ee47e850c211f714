package dev.connectorkit.host;

import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A sign-in without a redirect that has begun: the page loads the provider's script with these
 * settings, and the script posts a credential to {@link ConnectorHost#credentialUri}.
 *
 * @param script the script's address
 * @param settings its settings, in the provider's words; for this page and no other
 * @param browserToken as in {@link StartedSignIn}; a cookie with SameSite=Lax is enough as long as
 *     the application's own page posts the credential
 * @param expiresAt when the credential comes too late
 */
public record StartedCredential(
    URI script, Map<String, String> settings, Secret browserToken, Instant expiresAt) {

  /** Without the settings, which hold the state. */
  @Override
  public String toString() {
    return "StartedCredential[" + script.getHost() + ", expiresAt=" + expiresAt + "]";
  }
}
