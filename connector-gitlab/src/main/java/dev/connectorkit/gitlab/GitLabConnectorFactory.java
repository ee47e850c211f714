package dev.connectorkit.gitlab;

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

/** Makes connectors to GitLab, on gitlab.com or self-managed. */
@Extension
public final class GitLabConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = GitLabConnectorFactory.class;

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("gitlab-universal")
        .target("gitlab")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH, Capability.REVOKE)
        .origins(URI.create("https://gitlab.com"))
        .links(
            Map.of(
                "GitLab as OpenID Connect identity provider",
                URI.create("https://docs.gitlab.com/integration/openid_connect_provider/"),
                "Applications",
                URI.create("https://gitlab.com/-/user_settings/applications")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    String base = config.text("baseUrl").replaceFirst("/$", "");
    URI oauth = URI.create(base + "/oauth/");
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(oauth.resolve("authorize"), oauth.resolve("token"))
                .withUserInfo(oauth.resolve("userinfo"))
                .withIdTokens(IssuerRule.exactly(base), oauth.resolve("discovery/keys"))
                .withRevocation(oauth.resolve("revoke")))
        .client(client(config))
        .scope(config.text("scope"))
        .requiredScope("openid")
        .hints(Hint.PROMPT, Hint.MAX_AGE)
        .profile(GitLabProfile::of)
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }

  private static ClientAuthentication client(ConnectorConfig config) {
    String clientId = config.text("clientId");
    return config
        .optionalSecret("clientSecret")
        .map(secret -> ClientAuthentication.post(clientId, secret))
        .orElseGet(() -> ClientAuthentication.none(clientId));
  }
}
