package dev.connectorkit.microsoft;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whose people may sign in: those of one tenant, of some, or of all. */
final class Tenants {

  /** Where all personal accounts are. */
  static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final String authority;
  private final String configured;
  private final Set<String> allowed;

  /**
   * @param configured a tenant's id or domain, or common, organizations or consumers
   * @param allowed ids of tenants; empty for all
   */
  Tenants(String authority, String configured, List<String> allowed) {
    this.authority = authority;
    this.configured = configured.toLowerCase(Locale.ROOT);
    this.allowed =
        allowed.stream()
            .map(tenant -> tenant.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What the address of the metadata is made from. */
  URI metadata() {
    return URI.create(authority + "/" + configured + "/v2.0");
  }

  /** The metadata states a template for many tenants, and the id of one by whatever name. */
  Optional<IssuerRule> rule(String stated) {
    String template = authority + "/{tenantid}/v2.0";
    if (configured.equals("common") || configured.equals("organizations")) {
      return stated.equals(template)
          ? Optional.of(IssuerRule.perTenant(template, "tid", t -> ID.matcher(t).matches()))
          : Optional.empty();
    }
    Matcher one =
        Pattern.compile(Pattern.quote(authority) + "/(" + ID.pattern() + ")/v2\\.0")
            .matcher(stated);
    return one.matches() && mayBe(one.group(1))
        ? Optional.of(IssuerRule.perTenant(template, "tid", one.group(1)::equals))
        : Optional.empty();
  }

  /** Keeps people of other tenants out. */
  void admit(Claims idToken) {
    String tenant = idToken.identifier("tid");
    boolean personal = configured.equals("organizations") && tenant.equals(PERSONAL);
    if (personal || !allowed.isEmpty() && !allowed.contains(tenant)) {
      throw ConnectorException.of(ConnectorError.ACCOUNT_NOT_ALLOWED)
          .message("People of this tenant may not sign in here.")
          .build();
    }
  }

  private boolean mayBe(String id) {
    if (configured.equals("consumers")) {
      return id.equals(PERSONAL);
    }
    return !ID.matcher(configured).matches() || configured.equals(id);
  }
}
