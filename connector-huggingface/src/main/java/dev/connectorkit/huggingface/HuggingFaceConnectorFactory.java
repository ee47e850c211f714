package dev.connectorkit.huggingface;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.oauth.OAuthConnector;
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

/** Makes connectors to Hugging Face. */
@Extension
public final class HuggingFaceConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = HuggingFaceConnectorFactory.class;

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("huggingface-universal")
        .target("huggingface")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH)
        .origins(URI.create("https://huggingface.co"))
        .links(
            Map.of(
                "Sign in with Hugging Face",
                URI.create("https://huggingface.co/docs/hub/oauth"),
                "OAuth applications",
                URI.create("https://huggingface.co/settings/connected-applications")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    String base = config.text("baseUrl").replaceFirst("/$", "");
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(URI.create(base + "/oauth/authorize"), URI.create(base + "/oauth/token"))
                .withUserInfo(URI.create(base + "/oauth/userinfo"))
                .withIdTokens(IssuerRule.exactly(base), URI.create(base + "/oauth/jwks")))
        .client(client(config))
        .scope(config.text("scope"))
        .authorizationParameters(
            config.optionalText("orgIds").map(id -> Map.of("orgIds", id)).orElse(Map.of()))
        .profile(HuggingFaceProfile::of)
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }

  private static ClientAuthentication client(ConnectorConfig config) {
    String clientId = config.text("clientId");
    return config
        .optionalSecret("clientSecret")
        .map(secret -> ClientAuthentication.basic(clientId, secret))
        .orElseGet(() -> ClientAuthentication.none(clientId));
  }
}
