package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * An authorization request, ready for the browser.
 *
 * @param uri where to send the browser
 * @param session what the host must hand back to {@link SocialConnector#complete}; kept on the
 *     server, never in the browser in clear
 * @param responseMode how the provider will call back
 */
public record Authorization(URI uri, SignInSession session, ResponseMode responseMode) {

  public Authorization {
    requireNonNull(uri, "uri is null");
    requireNonNull(session, "session is null");
    requireNonNull(responseMode, "responseMode is null");
  }

  /** The scheme, host and path only: the query holds the state. */
  @Override
  public String toString() {
    return "Authorization["
        + uri.getScheme()
        + "://"
        + uri.getRawAuthority()
        + uri.getRawPath()
        + "]";
  }
}
