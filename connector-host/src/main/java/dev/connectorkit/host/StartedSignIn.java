package dev.connectorkit.host;

import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Instant;

/**
 * A sign-in that has begun.
 *
 * @param id under which the application may keep what it wants to know at the callback, which leads
 *     to the same id ({@link ConnectorHost#signInId}); tells nothing about the state
 * @param authorizationUri where to send the browser, with status 303
 * @param browserToken what the browser must hold until the callback: set it as a cookie that is
 *     HttpOnly, Secure and SameSite=Lax (None for {@link ResponseMode#FORM_POST})
 * @param expiresAt when the callback comes too late
 * @param responseMode how the callback will come
 */
public record StartedSignIn(
    String id,
    URI authorizationUri,
    Secret browserToken,
    Instant expiresAt,
    ResponseMode responseMode) {

  /** Without the query, which holds the state. */
  @Override
  public String toString() {
    return "StartedSignIn[" + authorizationUri.getHost() + ", expiresAt=" + expiresAt + "]";
  }
}
