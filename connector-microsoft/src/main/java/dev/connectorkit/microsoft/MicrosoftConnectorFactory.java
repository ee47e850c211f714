package dev.connectorkit.microsoft;

import dev.connectorkit.oauth.ClientAuthentication;
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
import java.util.Map;
import java.util.Optional;
import org.pf4j.Extension;

/** Makes connectors to Microsoft Entra ID. */
@Extension
public final class MicrosoftConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = MicrosoftConnectorFactory.class;

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("microsoft-universal")
        .target("microsoft")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH)
        .origins(URI.create("https://login.microsoftonline.com"))
        .links(
            Map.of(
                "OpenID Connect on the Microsoft identity platform",
                URI.create("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc"),
                "App registrations",
                URI.create("https://entra.microsoft.com")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    var tenants =
        new Tenants(
            config.text("authority").replaceFirst("/$", ""),
            config.text("tenant"),
            config.texts("allowedTenants"));
    return OAuthConnector.builder(context)
        .issuer(tenants.metadata(), tenants::rule)
        // All that is said about the person is in the ID Token.
        .withoutUserInfo()
        .client(ClientAuthentication.configured(config))
        .scope(config.text("scope"))
        // Without "profile" there is no oid.
        .requiredScope("openid profile")
        .hint(Hint.PROMPT, config.optionalText("prompt"))
        .hint(Hint.LOGIN_HINT, Optional.empty())
        .authorizationParameters(
            config.optionalText("domainHint").map(h -> Map.of("domain_hint", h)).orElse(Map.of()))
        .admission(tenants::admit)
        .subject(MicrosoftProfile::id)
        .profile(source -> MicrosoftProfile.of(source.idToken()))
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }
}
