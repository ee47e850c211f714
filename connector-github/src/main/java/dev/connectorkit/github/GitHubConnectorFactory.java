package dev.connectorkit.github;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
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

/** Makes connectors to GitHub and GitHub Enterprise. */
@Extension
public final class GitHubConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = GitHubConnectorFactory.class;
  private static final String PUBLIC = "https://github.com";
  private static final String PUBLIC_API = "https://api.github.com";

  /** Its own error codes, most of which come with status 200. */
  private static final Map<String, ConnectorError> ERRORS =
      Map.of(
          "bad_verification_code", ConnectorError.CODE_INVALID,
          "bad_refresh_token", ConnectorError.CODE_INVALID,
          "incorrect_client_credentials", ConnectorError.INVALID_CONFIG,
          // The answer to a client id that does not exist.
          "Not Found", ConnectorError.INVALID_CONFIG,
          "application_suspended", ConnectorError.INVALID_CONFIG,
          "unverified_user_email", ConnectorError.ACCOUNT_NOT_ALLOWED);

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("github-universal")
        .target("github")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
        .capabilities(Capability.PKCE, Capability.REFRESH)
        .origins(URI.create(PUBLIC), URI.create(PUBLIC_API))
        .links(
            Map.of(
                "Authorizing OAuth apps",
                URI.create(
                    "https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps"),
                "OAuth apps",
                URI.create("https://github.com/settings/developers")))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    String web = withoutSlash(config.text("baseUrl"));
    String api =
        config.optionalText("apiUrl").map(GitHubConnectorFactory::withoutSlash).orElse(apiOf(web));
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(
                    URI.create(web + "/login/oauth/authorize"),
                    URI.create(web + "/login/oauth/access_token"))
                .withUserInfo(URI.create(api + "/user")))
        .optionalResource("emails", URI.create(api + "/user/emails"))
        .client(ClientAuthentication.post(config.text("clientId"), config.secret("clientSecret")))
        .scope(config.text("scope"))
        .authorizationParameters(
            config.flag("allowSignup") ? Map.of() : Map.of("allow_signup", "false"))
        .hints(Hint.PROMPT)
        .errors(ERRORS)
        .profile(GitHubProfile::of)
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }

  private static String apiOf(String web) {
    return web.equals(PUBLIC) ? PUBLIC_API : web + "/api/v3";
  }

  private static String withoutSlash(String url) {
    return url.replaceFirst("/$", "");
  }
}
