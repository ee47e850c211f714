package dev.connectorkit.oauth2;

import dev.connectorkit.oauth.ClaimMapping;
import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.oauth.OAuthConnectorBuilder;
import dev.connectorkit.oauth.TokenResponseReader;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Logo;
import java.net.URI;
import java.util.Map;
import org.pf4j.Extension;

/** Makes connectors to providers of OAuth 2.0, from their endpoints. */
@Extension
public final class OAuth2ConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = OAuth2ConnectorFactory.class;

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("oauth2")
        .target("oauth2")
        .standard(true)
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.REFRESH, Capability.REVOKE)
        .links(Map.of("RFC 6749", URI.create("https://www.rfc-editor.org/rfc/rfc6749")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    ClaimMapping claims =
        ClaimMapping.of(member -> config.optionalText(member + "Claim"))
            .trustingEmail(config.flag("trustEmail"));
    OAuthConnectorBuilder builder =
        OAuthConnector.builder(context)
            .endpoints(endpoints(config))
            .client(ClientAuthentication.configured(config))
            .scope(scope(config))
            .scopeSeparator(config.optionalText("scopeSeparator").orElse(" "))
            .authorizationParameters(config.textsByName("authorizationParameters"))
            .tokenParameters(config.textsByName("tokenParameters"))
            .tokenResponse(reader(config))
            .profile(source -> claims.profile(source.userInfo()))
            .checkByUnknownCode(URI.create("https://localhost/connector-check"));
    if (config.text("userInfoMethod").equals("POST")) {
      builder.userInfoByPost();
    }
    return config.flag("pkce") ? builder.build() : builder.withoutPkce().build();
  }

  private static Endpoints endpoints(ConnectorConfig config) {
    Endpoints endpoints =
        Endpoints.of(uri(config, "authorizationEndpoint"), uri(config, "tokenEndpoint"))
            .withUserInfo(uri(config, "userInfoEndpoint"));
    return config
        .optionalText("revocationEndpoint")
        .map(address -> endpoints.withRevocation(URI.create(address)))
        .orElse(endpoints);
  }

  private static URI uri(ConnectorConfig config, String property) {
    return URI.create(config.text(property));
  }

  /** An ID Token would come, and nobody here could check it. */
  private static String scope(ConnectorConfig config) {
    String scope = config.optionalText("scope").orElse("");
    if (OAuthConnector.scopes(scope).contains("openid")) {
      throw ConnectorException.ofProperty(
          ConnectorError.INVALID_CONFIG,
          "scope",
          "'openid' asks for an ID Token, which this connector does not check. Use the connector"
              + " OpenID Connect, or leave 'openid' out.");
    }
    return scope;
  }

  private static TokenResponseReader reader(ConnectorConfig config) {
    if (config.text("tokenResponse").equals("form")) {
      return TokenResponseReader.FORM;
    }
    return config
        .optionalText("tokenResponseMember")
        .map(TokenResponseReader::wrappedIn)
        .orElse(TokenResponseReader.JSON);
  }
}
