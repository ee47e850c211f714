package dev.connectorkit.oauth;

/**
 * Which issuers a client accepts. A rule rather than a text, because some providers put the
 * person's tenant into the issuer.
 */
@FunctionalInterface
public interface IssuerRule {

  /**
   * Whether an issuer identifier is acceptable, in an authorization response (RFC 9207) or an ID
   * Token.
   */
  boolean accepts(String issuer);

  /**
   * Whether the issuer of an ID Token is acceptable, given its other claims. Override it where the
   * issuer depends on them.
   */
  default boolean acceptsToken(Claims idToken) {
    return idToken.text("iss").filter(this::accepts).isPresent();
  }

  /** Names what is accepted, for the message that says what came instead. */
  default String expected() {
    return "one of the provider's own";
  }

  /** Exactly this one, compared as text without any normalization (RFC 9207 §2.4). */
  static IssuerRule exactly(String issuer) {
    return new ExactIssuer(issuer);
  }
}
