package dev.connectorkit.console.catalogue;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What this node has found in its plugins folder. */
public final class Catalogue {

  private final ConnectorHost host;
  private final InstanceSync sync;
  private final AuditTrail audit;
  // A jar that is not in use does not say what is in it: the plugin of each connector seen here.
  private final Map<String, String> origins = new ConcurrentHashMap<>();

  public Catalogue(ConnectorHost host, InstanceSync sync, AuditTrail audit) {
    this.host = host;
    this.sync = sync;
    this.audit = audit;
    remember();
  }

  /** By name. */
  public List<CatalogueEntry> entries() {
    remember();
    return host.connectors().stream()
        .map(this::entry)
        .sorted(Comparator.comparing(entry -> entry.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Those that are installed and not in use. */
  public List<InstalledPlugin> disabled() {
    return host.plugins().list().stream().filter(plugin -> !plugin.enabled()).toList();
  }

  public List<PluginProblem> problems() {
    return host.plugins().problems();
  }

  public Optional<AvailableConnector> find(String id) {
    return host.connectors().stream()
        .filter(connector -> connector.metadata().id().equals(id))
        .findFirst();
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#NOT_FOUND}
   */
  public AvailableConnector get(String id) {
    return find(id).orElseThrow(() -> new ConsoleException(ConsoleError.NOT_FOUND, missing(id)));
  }

  /** Why a connector is not there, and what to do. */
  public String missing(String id) {
    List<String> disabled = disabled().stream().map(InstalledPlugin::id).toList();
    String plugin = origins.get(id);
    if (plugin != null && disabled.contains(plugin)) {
      return "The connector's plugin is disabled. Enable it on Connectors.";
    }
    if (plugin == null && !disabled.isEmpty()) {
      return "The connector '%s' is not in use. If it is of a plugin that is disabled (%s), enable that on Connectors; otherwise put its jar into the plugins folder."
          .formatted(id, disabled.stream().collect(Collectors.joining(", ")));
    }
    return "The connector '" + id + "' is not installed. Put its jar into the plugins folder.";
  }

  /** The instances of all connectors of a plugin, by id. */
  public List<String> instancesOf(String plugin) {
    return entries().stream()
        .filter(entry -> entry.plugin().equals(plugin))
        .flatMap(entry -> entry.instances().stream())
        .toList();
  }

  private void remember() {
    host.connectors()
        .forEach(
            connector ->
                connector
                    .pluginId()
                    .ifPresent(plugin -> origins.put(connector.metadata().id(), plugin)));
  }

  public CatalogueEntry entry(AvailableConnector connector) {
    Optional<InstalledPlugin> plugin =
        connector
            .pluginId()
            .flatMap(
                id ->
                    host.plugins().list().stream()
                        .filter(installed -> installed.id().equals(id))
                        .findFirst());
    List<String> instances =
        sync.seen().stream()
            .filter(instance -> instance.connectorId().equals(connector.metadata().id()))
            .map(StoredInstance::id)
            .toList();
    return CatalogueEntry.of(connector, plugin, instances);
  }

  /** Reads the folder again, now. */
  public void reload(String by) {
    host.plugins().rescan();
    audit.add(by, "plugins.reloaded", "");
  }
}
