package dev.connectorkit.host;

import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import java.util.Optional;

/** A connector of which instances can be made. */
public final class AvailableConnector {

  private final ConnectorFactory factory;
  private final ConnectorMetadata metadata;
  private final CompiledSchema schema;
  private final Optional<LoadedPlugin> plugin;

  private AvailableConnector(
      ConnectorFactory factory,
      ConnectorMetadata metadata,
      CompiledSchema schema,
      Optional<LoadedPlugin> plugin) {
    this.factory = factory;
    this.metadata = metadata;
    this.schema = schema;
    this.plugin = plugin;
  }

  /** Reads what a factory says about itself, once. */
  static AvailableConnector of(ConnectorFactory factory, Optional<LoadedPlugin> plugin) {
    var calls = new PluginCalls(factory.getClass());
    ConnectorMetadata metadata = calls.call("metadata", factory::metadata);
    if (metadata == null) {
      throw ConnectorException.of(ConnectorError.INVALID_METADATA)
          .message("metadata() of " + factory.getClass().getName() + " returns null.")
          .build();
    }
    CompiledSchema schema =
        CompiledSchema.compile(calls.call("configSchema", factory::configSchema));
    return new AvailableConnector(factory, metadata, schema, plugin);
  }

  public ConnectorMetadata metadata() {
    return metadata;
  }

  /** The form that the config schema describes. */
  public ConfigForm form() {
    return schema.form();
  }

  /** The jar it came from; empty for a connector on the class path. */
  public Optional<LoadedPlugin> plugin() {
    return plugin;
  }

  ConnectorFactory factory() {
    return factory;
  }

  CompiledSchema schema() {
    return schema;
  }

  @Override
  public String toString() {
    return "AvailableConnector["
        + metadata.id()
        + plugin.map(jar -> " " + jar.version()).orElse("")
        + "]";
  }
}
