package reference;

import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A correct OpenID Connect connector, written on the SPI alone. */
public final class ReferenceFactory implements ConnectorFactory {

  private static final String LOGO =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\" r=\"3\"/></svg>";

  public ReferenceFactory() {
    // load
  }

  @Override
  public ConnectorMetadata metadata() {
    // metadata
    return ConnectorMetadata.builder("reference-oidc")
        .target("reference")
        .name(LocalizedText.english("Reference"))
        .description(new LocalizedText(Map.of("en", "Sign in at the reference provider.")))
        .logo(new Logo("image/svg+xml", LOGO.getBytes(StandardCharsets.UTF_8)))
        .readme("# Reference\n\nSee the [provider](https://provider.example/docs).")
        .capabilities(
            Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH, Capability.REVOKE)
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema(
        """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "additionalProperties": false,
          "required": ["issuer", "clientId", "clientSecret"],
          "properties": {
            "issuer": {"type": "string", "format": "https-uri", "x-origin": true, "minLength": 1},
            "clientId": {"type": "string", "minLength": 1, "maxLength": 500},
            "clientSecret": {"type": "string", "minLength": 1, "maxLength": 1000, "writeOnly": true},
            "scope": {"type": "string", "default": "openid profile email", "minLength": 1}
          }
        }
        """);
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return new ReferenceConnector(config, context);
  }
}
