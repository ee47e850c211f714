package dev.connectorkit.discord;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
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
import java.util.Map;
import org.pf4j.Extension;

/** Makes connectors to Discord. */
@Extension
public final class DiscordConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = DiscordConnectorFactory.class;
  private static final String ISSUER = "https://discord.com";

  private static final Endpoints ENDPOINTS =
      Endpoints.of(
              URI.create(ISSUER + "/oauth2/authorize"), URI.create(ISSUER + "/api/oauth2/token"))
          .withUserInfo(URI.create(ISSUER + "/api/v10/users/@me"))
          .withIdTokens(IssuerRule.exactly(ISSUER), URI.create(ISSUER + "/api/oauth2/keys"))
          .withRevocation(URI.create(ISSUER + "/api/oauth2/token/revoke"));

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("discord-universal")
        .target("discord")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH, Capability.REVOKE)
        .origins(URI.create(ISSUER))
        .links(
            Map.of(
                "OAuth2",
                URI.create("https://discord.com/developers/docs/topics/oauth2"),
                "Applications",
                URI.create("https://discord.com/developers/applications")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return OAuthConnector.builder(context)
        .endpoints(ENDPOINTS)
        .client(ClientAuthentication.basic(config.text("clientId"), config.secret("clientSecret")))
        .scope(config.text("scope"))
        .requiredScope("identify")
        .hints(Hint.PROMPT)
        .userInfoSubject("id")
        .profile(DiscordProfile::of)
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }
}
