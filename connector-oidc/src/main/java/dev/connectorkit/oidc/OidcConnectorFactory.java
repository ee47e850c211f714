package dev.connectorkit.oidc;

import dev.connectorkit.oauth.ClaimMapping;
import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.oauth.OAuthConnectorBuilder;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.ResponseMode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pf4j.Extension;

/** Makes connectors to OpenID providers, from their issuer. */
@Extension
public final class OidcConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = OidcConnectorFactory.class;

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("oidc")
        .target("oidc")
        .standard(true)
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH, Capability.REVOKE)
        .links(
            Map.of(
                "OpenID Connect Core",
                URI.create("https://openid.net/specs/openid-connect-core-1_0.html"),
                "OpenID Connect Discovery",
                URI.create("https://openid.net/specs/openid-connect-discovery-1_0.html")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    ClaimMapping claims = claims(config);
    OAuthConnectorBuilder builder =
        OAuthConnector.builder(context)
            .issuer(URI.create(config.text("issuer")))
            .client(ClientAuthentication.configured(config))
            .scope(config.text("scope"))
            .requiredScope("openid")
            .authorizationParameters(config.textsByName("authorizationParameters"))
            .responseMode(
                ResponseMode.valueOf(config.text("responseMode").toUpperCase(Locale.ROOT)))
            .idTokenAlgorithms(config.texts("idTokenAlgorithms").toArray(String[]::new))
            .profile(source -> claims.profile(source.claims()))
            .hint(Hint.PROMPT, config.optionalText("prompt"))
            .hint(Hint.LOGIN_HINT, config.optionalText("loginHint"))
            .hint(Hint.UI_LOCALES, config.optionalText("uiLocales"))
            .hint(Hint.ACR_VALUES, config.optionalText("acrValues"))
            .hint(Hint.MAX_AGE, config.number("maxAge").map(BigDecimal::toPlainString))
            .checkByUnknownCode(URI.create("https://localhost/connector-check"));
    return config.text("claimsFrom").equals("id_token")
        ? builder.withoutUserInfo().build()
        : builder.build();
  }

  /** Who a person is, is not configurable: only sub is sure to be theirs (OpenID Core §5.7). */
  private static ClaimMapping claims(ConnectorConfig config) {
    return ClaimMapping.of(
            member ->
                member.equals("id") ? Optional.of("/sub") : config.optionalText(member + "Claim"))
        .trustingEmail(config.flag("trustEmail"));
  }
}
