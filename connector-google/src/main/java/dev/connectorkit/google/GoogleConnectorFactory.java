package dev.connectorkit.google;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Logo;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pf4j.Extension;

/** Makes connectors to Google. */
@Extension
public final class GoogleConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = GoogleConnectorFactory.class;
  private static final String ISSUER = "https://accounts.google.com";

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("google-universal")
        .target("google")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(
            Capability.PKCE,
            Capability.ID_TOKEN,
            Capability.REFRESH,
            Capability.REVOKE,
            Capability.CREDENTIAL)
        .origins(
            URI.create(ISSUER),
            URI.create("https://oauth2.googleapis.com"),
            URI.create("https://openidconnect.googleapis.com"),
            URI.create("https://www.googleapis.com"))
        .links(
            Map.of(
                "OpenID Connect at Google",
                URI.create("https://developers.google.com/identity/openid-connect/openid-connect"),
                "Clients",
                URI.create("https://console.cloud.google.com/auth/clients")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    var domains = new HostedDomains(config.texts("hostedDomains"));
    var parameters = new HashMap<>(domains.parameter());
    if (config.flag("offlineAccess")) {
      parameters.put("access_type", "offline");
    }
    return OAuthConnector.builder(context)
        .issuer(URI.create(ISSUER), GoogleConnectorFactory::issuers)
        .client(ClientAuthentication.post(config.text("clientId"), config.secret("clientSecret")))
        .scope(config.text("scope"))
        .requiredScope("openid")
        .authorizationParameters(parameters)
        .hint(Hint.PROMPT, config.optionalText("prompt"))
        .hint(Hint.LOGIN_HINT, Optional.empty())
        .admission(domains::admit)
        .credentials(OneTap.script(config))
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }

  /** Some of its ID Tokens still state the issuer without a scheme. */
  private static Optional<IssuerRule> issuers(String stated) {
    return stated.equals(ISSUER)
        ? Optional.of(IssuerRule.anyOf(ISSUER, "accounts.google.com"))
        : Optional.empty();
  }
}
