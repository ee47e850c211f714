package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A connector that takes the callback's code for the person's id. */
final class EchoFactory implements ConnectorFactory {

  final AtomicInteger starts = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  volatile Runnable onStart = () -> {};
  volatile Runnable onComplete = () -> {};

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("echo")
        .target("echo-target")
        .name(LocalizedText.english("Echo"))
        .description(LocalizedText.english("Echo."))
        .logo(new Logo("image/svg+xml", "<svg/>".getBytes(UTF_8)))
        .readme("# Echo")
        .origins(URI.create("https://echo.example"))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema(
        """
        {"type": "object", "required": ["clientId"], "additionalProperties": false,
         "properties": {
           "clientId": {"type": "string", "minLength": 1},
           "server": {"type": "string", "default": "https://echo.example", "x-origin": true}}}
        """);
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return new Echo(config.text("clientId"));
  }

  private final class Echo implements SocialConnector {
    private final String clientId;

    Echo(String clientId) {
      this.clientId = clientId;
    }

    @Override
    public void start() {
      starts.incrementAndGet();
      onStart.run();
    }

    @Override
    public Authorization authorize(AuthorizationRequest request) {
      return new Authorization(
          URI.create("https://provider.example/authorize?state=" + request.state()),
          new SignInSession(
              Map.of("redirect_uri", request.redirectUri().toString(), "client", clientId)),
          ResponseMode.QUERY);
    }

    @Override
    public SignIn complete(AuthorizationResponse response, SignInSession session) {
      onComplete.run();
      return new SignIn(
          UserProfile.builder(response.single("code").orElseThrow())
              .username(session.get("client"))
              .build(),
          new TokenSet(
              Secret.of("token"),
              "Bearer",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Set.of()));
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }
}
