package dev.connectorkit.spi;

/**
 * An optional ability that a connector declares in its metadata. A declared one works; an
 * undeclared one is refused with {@link ConnectorError#NOT_SUPPORTED}. There is no third state.
 * What a {@linkplain ConnectorMetadata#standard() standard} connector declares, works where the
 * configured provider offers it.
 */
public enum Capability {
  /** The authorization request carries a PKCE challenge with method S256 (RFC 7636). */
  PKCE,
  /** An ID Token is requested (always, or when the scope has {@code openid}) and validated. */
  ID_TOKEN,
  /** {@link SocialConnector#refresh} works. */
  REFRESH,
  /** {@link SocialConnector#revoke} works. */
  REVOKE,
  /**
   * The provider's own script can hand over a credential without a redirect: {@link
   * SocialConnector#prompt} and {@link SocialConnector#accept} work.
   */
  CREDENTIAL
}
