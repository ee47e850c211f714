package dev.connectorkit.host;

import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.List;
import java.util.Map;

/**
 * What a host has to offer at one moment. Immutable.
 *
 * @param connectors by connector id
 * @param plugins the jars behind them, and those that are disabled
 * @param problems the jars that are not in use, and why
 */
record Catalogue(
    Map<String, AvailableConnector> connectors,
    List<InstalledPlugin> plugins,
    List<PluginProblem> problems) {

  /** How many problems are told in one sentence. */
  static final int MAX_TOLD = 10;

  static final Catalogue EMPTY = new Catalogue(Map.of(), List.of(), List.of());

  AvailableConnector connector(String id) {
    AvailableConnector connector = connectors.get(id);
    if (connector == null) {
      var message = new StringBuilder("There is no connector '" + id + "'. Known are: ");
      message.append(connectors.keySet()).append('.');
      problems.stream()
          .limit(MAX_TOLD)
          .forEach(problem -> message.append(" Not in use is ").append(problem));
      if (problems.size() > MAX_TOLD) {
        message.append(" And ").append(problems.size() - MAX_TOLD).append(" more.");
      }
      plugins.stream()
          .filter(plugin -> !plugin.enabled())
          .limit(MAX_TOLD)
          .forEach(plugin -> message.append(" The plugin '" + plugin.id() + "' is disabled."));
      throw ConnectorException.of(ConnectorError.NOT_FOUND).message(message.toString()).build();
    }
    return connector;
  }
}
