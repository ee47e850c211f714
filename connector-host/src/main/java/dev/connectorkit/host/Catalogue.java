package dev.connectorkit.host;

import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connectors a host knows, from its folder and from the class path. */
final class Catalogue implements AutoCloseable {

  private final @Nullable PluginFolder folder;
  private final Map<String, AvailableConnector> connectors = new TreeMap<>();
  private final List<PluginProblem> problems = new ArrayList<>();

  private Catalogue(@Nullable PluginFolder folder) {
    this.folder = folder;
  }

  static Catalogue open(@Nullable Path plugins, List<ConnectorFactory> factories) {
    PluginFolder folder = plugins == null ? null : PluginFolder.open(plugins, KitVersion.current());
    var catalogue = new Catalogue(folder);
    // A connector of the application itself is a matter of its build: a fault is thrown.
    factories.forEach(factory -> catalogue.add(AvailableConnector.of(factory, Optional.empty())));
    if (folder != null) {
      catalogue.problems.addAll(folder.problems());
      folder.plugins().forEach(catalogue::addFromFolder);
    }
    return catalogue;
  }

  List<AvailableConnector> connectors() {
    return List.copyOf(connectors.values());
  }

  List<PluginProblem> problems() {
    return List.copyOf(problems);
  }

  AvailableConnector connector(String id) {
    AvailableConnector connector = connectors.get(id);
    if (connector == null) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message("There is no connector '" + id + "'. Known are: " + connectors.keySet() + ".")
          .build();
    }
    return connector;
  }

  @Override
  public void close() {
    if (folder != null) {
      folder.close();
    }
  }

  private void addFromFolder(LoadedPlugin plugin) {
    try {
      add(AvailableConnector.of(plugin.factory(), Optional.of(plugin)));
    } catch (ConnectorException e) {
      problems.add(
          new PluginProblem(
              plugin.jar(), String.valueOf(e.getMessage()), "Ask the connector's author."));
    }
  }

  private void add(AvailableConnector connector) {
    String id = connector.metadata().id();
    if (connectors.putIfAbsent(id, connector) != null) {
      throw ConnectorException.of(ConnectorError.INVALID_METADATA)
          .message("There is another connector with the id '" + id + "'.")
          .build();
    }
  }
}
