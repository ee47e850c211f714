package dev.connectorkit.benchmarks.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** Makes connectors of the id that its jar says, so that many jars can be made of one class. */
public final class SampleFactory implements ConnectorFactory {

  /** The resource with the id, beside this class. */
  public static final String ID = "id.txt";

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder(id())
        .target(id())
        .name(LocalizedText.english("Sample"))
        .description(LocalizedText.english("One of many."))
        .logo(new Logo("image/svg+xml", "<svg/>".getBytes(UTF_8)))
        .readme("# Sample")
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema(
        """
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
         "additionalProperties": false, "required": ["clientId", "clientSecret", "baseUrl"],
         "properties": {
           "clientId": {"type": "string", "minLength": 1},
           "clientSecret": {"type": "string", "minLength": 1, "writeOnly": true},
           "scope": {"type": "string", "default": "profile email"},
           "baseUrl": {"type": "string", "format": "https-uri", "x-origin": true}}}""");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    String base = config.text("baseUrl");
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(URI.create(base + "/oauth/authorize"), URI.create(base + "/oauth/token"))
                .withUserInfo(URI.create(base + "/oauth/userinfo")))
        .client(ClientAuthentication.basic(config.text("clientId"), config.secret("clientSecret")))
        .scope(config.text("scope"))
        .build();
  }

  private static String id() {
    try (InputStream in = SampleFactory.class.getResourceAsStream(ID)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
