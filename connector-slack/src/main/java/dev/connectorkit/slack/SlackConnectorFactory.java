package dev.connectorkit.slack;

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
import java.util.Optional;
import org.pf4j.Extension;

/** Makes connectors to Slack. */
@Extension
public final class SlackConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = SlackConnectorFactory.class;
  private static final String ISSUER = "https://slack.com";

  private static final Endpoints ENDPOINTS =
      Endpoints.of(
              URI.create(ISSUER + "/openid/connect/authorize"),
              URI.create(ISSUER + "/api/openid.connect.token"))
          .withUserInfo(URI.create(ISSUER + "/api/openid.connect.userInfo"))
          .withIdTokens(IssuerRule.exactly(ISSUER), URI.create(ISSUER + "/openid/connect/keys"));

  /** Its own error codes, which come with status 200. */
  private static final Map<String, ConnectorError> ERRORS =
      Map.ofEntries(
          Map.entry("invalid_code", ConnectorError.CODE_INVALID),
          Map.entry("code_already_used", ConnectorError.CODE_INVALID),
          Map.entry("invalid_refresh_token", ConnectorError.CODE_INVALID),
          Map.entry("invalid_client_id", ConnectorError.INVALID_CONFIG),
          Map.entry("bad_client_secret", ConnectorError.INVALID_CONFIG),
          Map.entry("missing_scope", ConnectorError.SCOPE_NOT_ALLOWED),
          Map.entry("invalid_auth", ConnectorError.TOKEN_INVALID),
          Map.entry("not_authed", ConnectorError.TOKEN_INVALID),
          Map.entry("token_revoked", ConnectorError.TOKEN_INVALID),
          Map.entry("token_expired", ConnectorError.TOKEN_INVALID),
          Map.entry("account_inactive", ConnectorError.TOKEN_INVALID),
          Map.entry("ratelimited", ConnectorError.RATE_LIMITED));

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("slack-universal")
        .target("slack")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.ID_TOKEN, Capability.REFRESH)
        .origins(URI.create(ISSUER))
        .links(
            Map.of(
                "Sign in with Slack",
                URI.create("https://docs.slack.dev/authentication/sign-in-with-slack/"),
                "Apps",
                URI.create("https://api.slack.com/apps")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    Optional<String> workspace = config.optionalText("workspace");
    return OAuthConnector.builder(context)
        .endpoints(ENDPOINTS)
        .client(ClientAuthentication.post(config.text("clientId"), config.secret("clientSecret")))
        .scope(config.text("scope"))
        .requiredScope("openid")
        .authorizationParameters(workspace.map(id -> Map.of("team", id)).orElse(Map.of()))
        // Switching it on at Slack makes the app a public client; the nonce does its work here.
        .withoutPkce()
        .errors(ERRORS)
        .subject(SlackProfile::identity)
        .admission(idToken -> SlackProfile.requireMember(idToken, workspace))
        .profile(SlackProfile::of)
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }
}
