package dev.connectorkit.oauth;

import java.util.Set;
import java.util.function.Predicate;

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

  /**
   * Whether a token may be signed by a key that the provider's key set ties to an issuer of its
   * own. Asked for such keys only.
   *
   * @param keyIssuer the key's member {@code issuer}
   */
  default boolean acceptsKey(String keyIssuer, Claims idToken) {
    return true;
  }

  /** Any of these, for a provider that writes itself in more than one way. */
  static IssuerRule anyOf(String... issuers) {
    return Set.of(issuers)::contains;
  }

  /**
   * A provider of many tenants that names the person's tenant in the issuer.
   *
   * @param template the issuer with a placeholder in braces for the tenant, for example {@code
   *     https://login.example/{tenant}/v2}
   * @param claim the claim of the ID Token that names the tenant as well; both must agree
   * @param tenants which tenants are accepted
   */
  static IssuerRule perTenant(String template, String claim, Predicate<String> tenants) {
    return new TenantIssuer(template, claim, tenants);
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
