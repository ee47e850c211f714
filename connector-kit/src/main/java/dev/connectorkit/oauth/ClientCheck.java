package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds out whether the provider accepts the client, without a user. */
final class ClientCheck {

  private final OAuthConnectorBuilder.Settings settings;
  private final TokenEndpoint tokenEndpoint;
  private final ConnectorContext context;

  ClientCheck(
      OAuthConnectorBuilder.Settings settings,
      TokenEndpoint tokenEndpoint,
      ConnectorContext context) {
    this.settings = settings;
    this.tokenEndpoint = tokenEndpoint;
    this.context = context;
  }

  ConnectorHealth run(Supplier<Endpoints> endpoints) {
    try {
      Endpoints provider = endpoints.get();
      if (settings.checkRedirectUri().isEmpty()) {
        return ConnectorHealth.unknown(
            "The provider offers no way to check the client without a user.");
      }
      tokenEndpoint.request(provider.token(), unknownCode(), Set.of());
      return ConnectorHealth.unknown("The provider accepted a code that cannot exist.");
    } catch (ConnectorException e) {
      return switch (e.error()) {
        case CODE_INVALID -> ConnectorHealth.usable("The provider accepts the client.");
        case INVALID_CONFIG, UNAVAILABLE, TIMEOUT, RATE_LIMITED, STOPPED, ORIGIN_NOT_ALLOWED ->
            ConnectorHealth.unusable(String.valueOf(e.getMessage()));
        // Such as redirect_uri_mismatch, where that is looked at before the client or the code.
        default -> ConnectorHealth.unknown(e.getMessage() + said(e));
      };
    }
  }

  private static String said(ConnectorException refused) {
    return refused
        .providerError()
        .map(error -> " It said '" + error + "', which tells nothing about the client.")
        .orElse("");
  }

  private Map<String, String> unknownCode() {
    Map<String, String> grant = new LinkedHashMap<>();
    grant.put("grant_type", "authorization_code");
    grant.put("code", Pkce.random(context.random()));
    grant.put("redirect_uri", settings.checkRedirectUri().orElseThrow().toString());
    if (settings.pkce()) {
      grant.put("code_verifier", Pkce.random(context.random()));
    }
    return grant;
  }
}
