package dev.connectorkit.console.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import dev.connectorkit.spi.Secret;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client authenticates itself: in the header or in the body, but not in both (RFC 6749 §2.3).
 */
record ClientCredentials(String clientId, Secret secret) {

  private static final String BASIC = "basic ";

  /**
   * @throws OAuthException with {@link OAuthError#INVALID_CLIENT} when there is nothing of it, or
   *     {@link OAuthError#INVALID_REQUEST} when there is more than one
   */
  static ClientCredentials of(@Nullable String authorization, Parameters parameters) {
    Optional<String> id = parameters.single("client_id");
    Optional<String> secret = parameters.single("client_secret");
    if (authorization == null) {
      return new ClientCredentials(
          id.orElseThrow(ClientCredentials::none),
          secret.map(Secret::of).orElseThrow(ClientCredentials::none));
    }
    ClientCredentials basic = basic(authorization);
    if (secret.isPresent() || id.filter(other -> !other.equals(basic.clientId())).isPresent()) {
      throw new OAuthException(
          OAuthError.INVALID_REQUEST, "The client authenticates itself in two ways.");
    }
    return basic;
  }

  private static ClientCredentials basic(String header) {
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      throw none();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String[] parts = new String(bytes, UTF_8).split(":", 2);
      if (parts.length == 2) {
        // RFC 6749 §2.3.1: each part is form-urlencoded first.
        return new ClientCredentials(
            URLDecoder.decode(parts[0], UTF_8), Secret.of(URLDecoder.decode(parts[1], UTF_8)));
      }
    } catch (IllegalArgumentException e) {
      // As below; its message may quote the secret.
    }
    throw none();
  }

  private static OAuthException none() {
    return new OAuthException(
        OAuthError.INVALID_CLIENT,
        "The client must authenticate itself by client_secret_basic or client_secret_post.");
  }
}
