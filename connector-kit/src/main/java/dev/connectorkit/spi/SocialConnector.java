package dev.connectorkit.spi;

/**
 * A connector that signs a person in by sending the browser to an identity provider and back.
 *
 * <p>Every failure is a {@link ConnectorException}. Everything one sign-in needs to remember
 * travels in the {@link SignInSession}: the callback may reach another node, a restarted host or a
 * newer version of the connector.
 */
public non-sealed interface SocialConnector extends Connector {

  /** Builds the authorization request the browser is sent to. Contacts no user endpoint. */
  Authorization authorize(AuthorizationRequest request);

  /**
   * Completes a sign-in from what the provider sent to the redirect URI.
   *
   * <p>The authorization code is sent to the token endpoint at most once (RFC 6749 §4.1.2), whether
   * that call succeeds or not.
   *
   * @param response all parameters of the callback, as received
   * @param session what {@link #authorize} asked to be remembered
   */
  SignIn complete(AuthorizationResponse response, SignInSession session);

  /**
   * Prepares a sign-in without a redirect: what a page needs to let the provider's own script hand
   * over a credential, which is an ID Token or as good as one.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_SUPPORTED} unless {@link
   *     Capability#CREDENTIAL} is declared
   */
  default CredentialPrompt prompt(CredentialRequest request) {
    throw ConnectorException.notSupported("prompt");
  }

  /**
   * Verifies a credential by itself: signature, issuer, audience, time. The host then takes the
   * sign-in that its state belongs to, in the browser that it was begun in.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_SUPPORTED} unless {@link
   *     Capability#CREDENTIAL} is declared; {@link ConnectorError#ID_TOKEN_INVALID} for a
   *     credential that is not acceptable
   */
  default VerifiedCredential accept(CredentialResponse response) {
    throw ConnectorException.notSupported("accept");
  }

  /**
   * Exchanges a refresh token for new tokens (RFC 6749 §6). The result always carries a refresh
   * token: the rotated one, or the given one when the provider kept it.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_SUPPORTED} unless {@link
   *     Capability#REFRESH} is declared; {@link ConnectorError#TOKEN_INVALID} when the person must
   *     sign in again
   */
  default TokenSet refresh(RefreshRequest request) {
    throw ConnectorException.notSupported("refresh");
  }

  /**
   * Revokes a token at the provider (RFC 7009). Succeeds for a token the provider does not know.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_SUPPORTED} unless {@link
   *     Capability#REVOKE} is declared
   */
  default void revoke(RevocationRequest request) {
    throw ConnectorException.notSupported("revoke");
  }
}
