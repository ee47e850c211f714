package dev.connectorkit.console.instance;

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
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers the config that each of its instances runs with, or was made with last. */
public final class SampleConnector implements ConnectorFactory {

  public final Map<String, ConnectorConfig> configs = new ConcurrentHashMap<>();

  /** The secret that an instance runs with. */
  public Optional<String> secretOf(String instance) {
    return Optional.ofNullable(configs.get(instance))
        .flatMap(config -> config.optionalSecret("clientSecret"))
        .map(Secret::reveal);
  }

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("sample")
        .target("sample")
        .name(LocalizedText.english("Sample"))
        .description(LocalizedText.english("Sample"))
        .logo(new Logo("image/svg+xml", "<svg/>".getBytes(UTF_8)))
        .readme("Sample")
        .origins(URI.create("https://sample.example"))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema(
        """
        {"type": "object", "required": ["clientId", "clientSecret"], "properties": {
          "clientId": {"type": "string", "minLength": 1},
          "clientSecret": {"type": "string", "writeOnly": true, "minLength": 1},
          "other": {"type": "string", "writeOnly": true},
          "server": {"type": "string", "x-origin": true, "default": "https://sample.example"}}}
        """);
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    @Nullable ConnectorConfig before = configs.put(context.instanceId(), config);
    return new SocialConnector() {
      @Override
      public void close() {
        // One that was only tried: the one before runs.
        if (before != null) {
          configs.replace(context.instanceId(), config, before);
        }
      }

      @Override
      public Authorization authorize(AuthorizationRequest request) {
        throw new UnsupportedOperationException();
      }

      @Override
      public SignIn complete(AuthorizationResponse response, SignInSession session) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
