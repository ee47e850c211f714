package reference;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.oauth.TokenResponseReader;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A correct connector to a provider that does everything allowed in an unusual way. */
public final class ReferenceFactory implements ConnectorFactory {

  private static final String LOGO =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><defs><linearGradient id=\"g\"/></defs><rect width=\"8\" height=\"8\" fill=\"url(#g)\"/></svg>";

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("reference-quirks")
        .target("quirks")
        .name(LocalizedText.english("Quirks"))
        .description(LocalizedText.english("Everything that is allowed."))
        .logo(new Logo("image/svg+xml", LOGO.getBytes(StandardCharsets.UTF_8)))
        .readme("# Quirks\n\n[Top](#quirks), [mail](mailto:help@quirks.example)")
        .capabilities(Capability.PKCE)
        .origins(URI.create("https://login.quirks.example"), URI.create("https://me.quirks.example"))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema(
        """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["app"],
          "properties": {
            "app": {
              "type": "object",
              "required": ["key", "password"],
              "properties": {
                "key": {"type": "string", "minLength": 1},
                "password": {"type": "string", "minLength": 1, "writeOnly": true}
              }
            },
            "permissions": {"type": "array", "items": {"type": "string"}, "default": ["me", "pictures"]},
            "sandbox": {"type": "boolean", "default": false},
            "region": {"type": "string", "enum": ["eu", "us"], "default": "eu"}
          }
        }
        """);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    var app = (Map<String, Object>) config.asMap().get("app");
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(
                    URI.create("https://login.quirks.example/go?region=eu"),
                    URI.create("https://login.quirks.example/swap"))
                .withUserInfo(URI.create("https://me.quirks.example/v2/me")))
        .userInfoByPost()
        .client(
            ClientAuthentication.post(
                String.valueOf(app.get("key")), (dev.connectorkit.spi.Secret) app.get("password")))
        .scope(String.join(" ", config.texts("permissions")))
        .scopeSeparator(",")
        .responseMode(ResponseMode.FORM_POST)
        .tokenResponse(TokenResponseReader.FORM)
        .withoutRefresh()
        .authorizationParameters(Map.of("display", "popup"))
        .profile(
            source ->
                UserProfile.builder("q-" + source.userInfo().identifier("number"))
                    .name(source.userInfo().object("person").text("called"))
                    .avatar(
                        Optional.of(
                            URI.create(
                                "https://me.quirks.example/pictures/"
                                    + source.userInfo().identifier("number"))))
                    .raw(source.userInfo().asMap())
                    .build())
        .build();
  }
}
