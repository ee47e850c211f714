package dev.connectorkit.apple;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.oauth.SigningKey;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.ResponseMode;
import java.net.URI;
import java.util.Map;
import org.pf4j.Extension;

/** Makes connectors to Sign in with Apple. */
@Extension
public final class AppleConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = AppleConnectorFactory.class;
  private static final String APPLE = "https://appleid.apple.com";

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("apple-universal")
        .target("apple")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH, Capability.REVOKE)
        .origins(URI.create(APPLE))
        .links(
            Map.of(
                "Sign in with Apple REST API",
                URI.create("https://developer.apple.com/documentation/signinwithapplerestapi"),
                "Identifiers and keys",
                URI.create("https://developer.apple.com/account/resources/identifiers/list")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    SigningKey key =
        SigningKey.parse(config.secret("privateKey"), "privateKey")
            .withAlgorithm("ES256", "privateKey")
            .withKeyId(config.text("keyId"));
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(URI.create(APPLE + "/auth/authorize"), URI.create(APPLE + "/auth/token"))
                .withRevocation(URI.create(APPLE + "/auth/revoke"))
                .withIdTokens(
                    IssuerRule.exactly(config.text("issuer")), URI.create(APPLE + "/auth/keys")))
        .client(
            ClientAuthentication.signedSecret(
                config.text("clientId"), key, config.text("teamId"), APPLE))
        .scope(config.text("scope"))
        // There is no userinfo: only the ID Token says who it is.
        .requiredScope("openid")
        // Apple calls back in no other way when a name or an address is asked for.
        .responseMode(ResponseMode.FORM_POST)
        .errors(Map.of("user_cancelled_authorize", ConnectorError.ACCESS_DENIED))
        .profile(AppleProfile::of)
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }
}
