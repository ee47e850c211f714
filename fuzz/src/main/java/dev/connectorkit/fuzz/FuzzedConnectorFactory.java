package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;

/** A connector to the well-behaved {@link FuzzedProvider}, for targets that need a host. */
final class FuzzedConnectorFactory implements ConnectorFactory {

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("fuzzed")
        .target("fuzzed")
        .name(LocalizedText.english("Fuzzed"))
        .description(LocalizedText.english("Takes what comes."))
        .logo(new Logo("image/svg+xml", "<svg/>".getBytes(UTF_8)))
        .readme("# Fuzzed")
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema("{\"type\": \"object\"}");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return new FuzzedProvider().describe("profile").build();
  }
}
