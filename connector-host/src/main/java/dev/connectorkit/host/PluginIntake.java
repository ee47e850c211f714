package dev.connectorkit.host;

import dev.connectorkit.host.Instances.Move;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginJar;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.ConnectorException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings a jar so far that taking it into use cannot fail: loaded, described, and with a running
 * successor for every instance. Leaves nothing behind when that does not succeed.
 */
final class PluginIntake {

  private final Instances instances;
  private final Duration deadline;

  /**
   * @param deadline how long any call into a plugin may take
   */
  PluginIntake(Instances instances, Duration deadline) {
    this.instances = instances;
    this.deadline = deadline;
  }

  /** A plugin that waits for the word. */
  record Ready(AvailableConnector connector, Move move) {}

  /**
   * @param current the version in use, if there is one
   * @param connectors those in use, by connector id
   */
  Ready prepare(
      PluginJar jar,
      @Nullable AvailableConnector current,
      Map<String, AvailableConnector> connectors)
      throws UnusablePluginException {
    LoadedPlugin plugin = LoadedPlugin.load(jar, deadline);
    try {
      AvailableConnector next = describe(plugin);
      plugin.checkThreads();
      checkId(next, current, connectors);
      return new Ready(next, prepare(next));
    } catch (UnusablePluginException e) {
      plugin.close();
      throw e;
    }
  }

  private static AvailableConnector describe(LoadedPlugin plugin) throws UnusablePluginException {
    try {
      return AvailableConnector.of(plugin);
    } catch (ConnectorException e) {
      Kind kind =
          switch (e.error()) {
            case INVALID_METADATA -> Kind.BAD_METADATA;
            case INVALID_CONFIG_SCHEMA -> Kind.BAD_SCHEMA;
            default -> Kind.FAILED_TO_LOAD;
          };
      throw new UnusablePluginException(
          kind,
          String.valueOf(e.getMessage()),
          "Run the conformance kit on it, or ask its author.",
          e);
    }
  }

  private void checkId(
      AvailableConnector next,
      @Nullable AvailableConnector current,
      Map<String, AvailableConnector> connectors)
      throws UnusablePluginException {
    String id = next.metadata().id();
    AvailableConnector other = connectors.get(id);
    if (other != null && other != current) {
      throw new UnusablePluginException(
          Kind.DUPLICATE,
          "Another plugin has a connector with the id '" + id + "'.",
          "Keep one of the two.");
    }
    if (current != null
        && !current.metadata().id().equals(id)
        && instances.use(current.metadata().id())) {
      throw new UnusablePluginException(
          Kind.UPGRADE_FAILED,
          "Its connector has the id '%s', and instances of '%s' are in use."
              .formatted(id, current.metadata().id()),
          "Remove those instances first, or keep the version in use.");
    }
  }

  private Move prepare(AvailableConnector next) throws UnusablePluginException {
    try {
      return instances.prepare(next);
    } catch (ConnectorException e) {
      throw new UnusablePluginException(
          Kind.UPGRADE_FAILED,
          String.valueOf(e.getMessage()),
          "Change that config, or keep the version in use, which goes on.",
          e);
    }
  }
}
