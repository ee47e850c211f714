package dev.connectorkit.oauth;

import java.util.Optional;
import java.util.function.Predicate;

/** Issuers that differ in the tenant alone. */
final class TenantIssuer implements IssuerRule {

  private final String template;
  private final String before;
  private final String after;
  private final String claim;
  private final Predicate<String> tenants;

  TenantIssuer(String template, String claim, Predicate<String> tenants) {
    int start = template.indexOf('{');
    int end = template.indexOf('}', start + 1);
    if (start < 0 || end < 0) {
      throw new IllegalArgumentException("'" + template + "' has no placeholder in braces.");
    }
    this.template = template;
    this.before = template.substring(0, start);
    this.after = template.substring(end + 1);
    this.claim = claim;
    this.tenants = tenants;
  }

  @Override
  public boolean accepts(String issuer) {
    return tenant(issuer).filter(tenants).isPresent();
  }

  /** The tenant is told twice, and an application may go by either. */
  @Override
  public boolean acceptsToken(Claims idToken) {
    Optional<String> tenant = idToken.text("iss").flatMap(this::tenant).filter(tenants);
    return tenant.isPresent() && tenant.equals(idToken.text(claim));
  }

  /** A key of all tenants has the template for an issuer; one of a tenant serves it alone. */
  @Override
  public boolean acceptsKey(String keyIssuer, Claims idToken) {
    return keyIssuer.equals(template) || idToken.text("iss").equals(Optional.of(keyIssuer));
  }

  @Override
  public String expected() {
    return ExactIssuer.quoted(template);
  }

  private Optional<String> tenant(String issuer) {
    boolean fits =
        issuer.length() > before.length() + after.length()
            && issuer.startsWith(before)
            && issuer.endsWith(after);
    return fits
        ? Optional.of(issuer.substring(before.length(), issuer.length() - after.length()))
        : Optional.empty();
  }
}
