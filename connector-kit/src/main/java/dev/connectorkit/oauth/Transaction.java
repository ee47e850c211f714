package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one sign-in remembers between its two halves. The names of the session's entries are a
 * contract with pending sign-ins that an older version of this class began.
 */
record Transaction(
    String redirectUri,
    Set<String> scopes,
    Optional<String> codeVerifier,
    Optional<String> nonce,
    Optional<String> maxAge,
    Optional<String> clientId,
    Optional<String> tokenEndpoint) {

  SignInSession toSession() {
    Map<String, String> values = new HashMap<>();
    values.put("redirect_uri", redirectUri);
    values.put("scope", String.join(" ", scopes));
    codeVerifier.ifPresent(value -> values.put("code_verifier", value));
    nonce.ifPresent(value -> values.put("nonce", value));
    maxAge.ifPresent(value -> values.put("max_age", value));
    clientId.ifPresent(value -> values.put("client_id", value));
    tokenEndpoint.ifPresent(value -> values.put("token_endpoint", value));
    return new SignInSession(values);
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#SIGN_IN_NOT_FOUND} for a session that no
   *     authorization request made, or that lost what the ID Token is checked against
   */
  static Transaction of(SignInSession session) {
    Transaction transaction = read(session);
    // Without a nonce the ID Token would count as one that nobody asked for (OIDC Core §3.1.3.7).
    if (transaction.scopes().contains("openid") && transaction.nonce().isEmpty()) {
      throw ConnectorException.of(ConnectorError.SIGN_IN_NOT_FOUND)
          .message("The session of this sign-in has no nonce. Begin the sign-in anew.")
          .build();
    }
    return transaction;
  }

  private static Transaction read(SignInSession session) {
    return new Transaction(
        session
            .get("redirect_uri")
            .orElseThrow(
                () ->
                    ConnectorException.of(ConnectorError.SIGN_IN_NOT_FOUND)
                        .message("The session of this sign-in is empty. Begin the sign-in anew.")
                        .build()),
        OAuthConnectorBuilder.split(session.get("scope").orElse("")),
        session.get("code_verifier"),
        session.get("nonce"),
        session.get("max_age"),
        session.get("client_id"),
        session.get("token_endpoint"));
  }

  /**
   * Keeps a code away from every token endpoint but that of the provider it was asked of (RFC 9700
   * §4.4.2), also when the config was pointed elsewhere in between. A transaction of an older
   * version does not tell, and is not held against it.
   */
  void requireBegunWith(String client, URI token) {
    boolean same =
        clientId.filter(begun -> !begun.equals(client)).isEmpty()
            && tokenEndpoint.filter(begun -> !begun.equals(token.toString())).isEmpty();
    if (!same) {
      throw ConnectorException.of(ConnectorError.STATE_MISMATCH)
          .message(
              "The sign-in was begun with another client or another provider: the config changed"
                  + " since. Begin the sign-in anew.")
          .build();
    }
  }

  @Nullable Long maxAgeSeconds() {
    return maxAge.map(Long::valueOf).orElse(null);
  }

  /** The values are secrets of the sign-in. */
  @Override
  public String toString() {
    return "Transaction[redirectUri=" + redirectUri + ", scopes=" + scopes + "]";
  }
}
