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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A correct connector to a provider of plain OAuth 2.0 with numeric ids. */
public final class ReferenceFactory implements ConnectorFactory {

  private static final String LOGO =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><rect width=\"8\" height=\"8\"/></svg>";

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("reference-plain")
        .target("reference-plain")
        .name(LocalizedText.english("Plain"))
        .description(new LocalizedText(Map.of("en", "Plain OAuth 2.0.", "de-AT", "Nur OAuth 2.0.")))
        .logo(new Logo("image/svg+xml", LOGO.getBytes(StandardCharsets.UTF_8)))
        .readme("# Plain\n")
        .capabilities(Capability.PKCE, Capability.REFRESH)
        .origins(URI.create("https://plain.example"), URI.create("https://api.plain.example"))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema(
        """
        {
          "type": "object",
          "required": ["clientId", "clientSecret"],
          "properties": {
            "clientId": {"type": "string", "minLength": 1},
            "clientSecret": {"type": "string", "minLength": 1, "writeOnly": true},
            "scope": {"type": "string"}
          }
        }
        """);
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return new ReferenceConnector(config, context);
  }
}
