package dev.connectorkit.host;

import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginCalls;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A connector of which instances can be made. */
public final class AvailableConnector {

  private final ConnectorFactory factory;
  private final PluginCalls calls;
  private final ConnectorMetadata metadata;
  private final ConfigSchema configSchema;
  private final CompiledSchema schema;
  private final Optional<LoadedPlugin> plugin;

  /** Reads what a factory says about itself, once. */
  private AvailableConnector(
      ConnectorFactory factory, PluginCalls calls, Optional<LoadedPlugin> plugin) {
    this.factory = factory;
    this.calls = calls;
    this.plugin = plugin;
    this.metadata = said("metadata", factory::metadata, ConnectorError.INVALID_METADATA);
    StillPicture.check(metadata.logo());
    metadata.logoDark().ifPresent(StillPicture::check);
    this.configSchema =
        said("configSchema", factory::configSchema, ConnectorError.INVALID_CONFIG_SCHEMA);
    this.schema = CompiledSchema.compile(configSchema);
  }

  /** A connector of a plugin jar. */
  static AvailableConnector of(LoadedPlugin plugin) {
    return new AvailableConnector(plugin.factory(), plugin.calls(), Optional.of(plugin));
  }

  /** A connector on the class path. */
  static AvailableConnector of(ConnectorFactory factory, Duration deadline) {
    Class<?> type = factory.getClass();
    var calls = new PluginCalls(type.getName(), type.getClassLoader(), deadline);
    try {
      return new AvailableConnector(factory, calls, Optional.empty());
    } catch (ConnectorException e) {
      calls.close();
      throw e;
    }
  }

  public ConnectorMetadata metadata() {
    return metadata;
  }

  /** The schema of its config, as its author wrote it. */
  public ConfigSchema configSchema() {
    return configSchema;
  }

  /** The form that the config schema describes. */
  public ConfigForm form() {
    return schema.form();
  }

  /**
   * What of a config decides who the provider is, by property, null where the config says nothing:
   * with another value there, the same identifier may be another person's.
   */
  public Map<String, @Nullable Object> provider(Map<String, ?> config) {
    return schema.provider(config);
  }

  /**
   * The servers that a config adds to those of the metadata: where an instance with it may send
   * what the config holds.
   *
   * @param config JSON-shaped; may lack secrets
   * @return origins, such as {@code https://id.example.com}
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} when an address is none
   */
  public Set<URI> origins(Map<String, ?> config) {
    var origins = new LinkedHashSet<URI>();
    schema.originsByProperty(schema.withDefaults(config)).values().forEach(origins::addAll);
    return origins;
  }

  /**
   * Fills in defaults and validates a config, without making an instance of it.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} and all problems at once
   */
  public ConnectorConfig validate(Map<String, ?> config) {
    return schema.validate(config);
  }

  /**
   * The target that an instance with this config would have.
   *
   * @param config JSON-shaped; may lack secrets
   */
  public InstanceTarget target(String instanceId, Map<String, ?> config) {
    return InstanceTarget.of(
        instanceId, metadata, schema.originsByProperty(schema.withDefaults(config)));
  }

  /** The plugin it came from; empty for a connector on the class path. */
  public Optional<String> pluginId() {
    return plugin.map(loaded -> loaded.jar().id());
  }

  ConnectorFactory factory() {
    return factory;
  }

  PluginCalls calls() {
    return calls;
  }

  CompiledSchema schema() {
    return schema;
  }

  Optional<LoadedPlugin> loaded() {
    return plugin;
  }

  @Override
  public String toString() {
    return "AvailableConnector["
        + metadata.id()
        + plugin.map(loaded -> " " + loaded.jar().version()).orElse("")
        + "]";
  }

  /** What a factory says in answer to a call that must neither fail nor be left open. */
  private <T> T said(String operation, Callable<@Nullable T> question, ConnectorError fault) {
    return calls.call(
        operation,
        () -> {
          try {
            T answer = question.call();
            if (answer != null) {
              return answer;
            }
            throw ConnectorException.of(fault).message(operation + "() returns null.").build();
          } catch (IllegalArgumentException | NullPointerException e) {
            // Thrown by the kit's own types, and before any secret is known to the plugin.
            throw ConnectorException.of(fault)
                .message(operation + "() is refused: " + sentence(e))
                .cause(e)
                .build();
          }
        });
  }

  private static String sentence(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
