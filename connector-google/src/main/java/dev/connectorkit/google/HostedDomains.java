package dev.connectorkit.google;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The Google Workspace domains whose people may sign in; none for everybody. */
final class HostedDomains {

  private static final String ANY = "*";

  private final List<String> domains;

  HostedDomains(List<String> domains) {
    this.domains = domains;
  }

  /** Narrows the choice of accounts; whoever changes it in the browser is still not admitted. */
  Map<String, String> parameter() {
    return domains.isEmpty() ? Map.of() : Map.of("hd", domains.size() == 1 ? domains.get(0) : ANY);
  }

  /** By the signed claim, never by the address: that of a personal account can be in any domain. */
  void admit(Claims idToken) {
    if (domains.isEmpty()) {
      return;
    }
    Optional<String> domain = idToken.text("hd").map(hd -> hd.toLowerCase(Locale.ROOT));
    if (domain.filter(hd -> domains.contains(ANY) || domains.contains(hd)).isEmpty()) {
      throw ConnectorException.of(ConnectorError.ACCOUNT_NOT_ALLOWED)
          .message("Only people of certain Google Workspace domains may sign in here.")
          .build();
    }
  }
}
