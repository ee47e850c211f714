package dev.connectorkit.oauth;

import java.util.Optional;

/**
 * Judges the issuer that a discovery document states. The standard's rule is {@link #exactly}; a
 * provider of many tenants states a template, or the tenant's id where its name was asked for.
 */
@FunctionalInterface
public interface DiscoveredIssuer {

  /**
   * Which issuers its ID Tokens may state.
   *
   * @param stated the document's {@code issuer}; empty when it has none
   * @return empty when the document is not acceptable
   */
  Optional<IssuerRule> rule(String stated);

  /** The document and every token state exactly this one (OpenID Connect Discovery §4.3). */
  static DiscoveredIssuer exactly(String issuer) {
    return stated ->
        issuer.equals(stated) ? Optional.of(IssuerRule.exactly(issuer)) : Optional.empty();
  }
}
