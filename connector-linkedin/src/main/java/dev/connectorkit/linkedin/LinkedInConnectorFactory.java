package dev.connectorkit.linkedin;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Logo;
import java.net.URI;
import java.util.Map;
import org.pf4j.Extension;

/** Makes connectors to LinkedIn. */
@Extension
public final class LinkedInConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = LinkedInConnectorFactory.class;
  private static final String ISSUER = "https://www.linkedin.com/oauth";

  private static final Endpoints ENDPOINTS =
      Endpoints.of(URI.create(ISSUER + "/v2/authorization"), URI.create(ISSUER + "/v2/accessToken"))
          .withUserInfo(URI.create("https://api.linkedin.com/v2/userinfo"))
          .withIdTokens(IssuerRule.exactly(ISSUER), URI.create(ISSUER + "/openid/jwks"));

  private static final Map<String, ConnectorError> ERRORS =
      Map.of(
          "user_cancelled_login", ConnectorError.ACCESS_DENIED,
          "user_cancelled_authorize", ConnectorError.ACCESS_DENIED,
          "unauthorized_scope_error", ConnectorError.SCOPE_NOT_ALLOWED,
          // What LinkedIn calls an authorization code that is wrong or expired.
          "invalid_request", ConnectorError.CODE_INVALID);

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("linkedin-universal")
        .target("linkedin")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.ID_TOKEN, Capability.REFRESH)
        .origins(URI.create("https://www.linkedin.com"), URI.create("https://api.linkedin.com"))
        .links(
            Map.of(
                "Sign In with LinkedIn using OpenID Connect",
                URI.create(
                    "https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2"),
                "Apps",
                URI.create("https://www.linkedin.com/developers/apps")))
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
        .client(ClientAuthentication.post(config.text("clientId"), config.secret("clientSecret")))
        .scope(config.text("scope"))
        .requiredScope("openid")
        // A client with a secret that sends a verifier is refused as invalid_client.
        .withoutPkce()
        .withoutNonceInIdToken()
        .errors(ERRORS)
        .profile(LinkedInProfile::of)
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }
}
