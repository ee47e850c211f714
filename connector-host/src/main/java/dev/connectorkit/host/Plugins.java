package dev.connectorkit.host;

import dev.connectorkit.host.Instances.Move;
import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.PluginFolder.Scan;
import dev.connectorkit.host.plugin.PluginJar;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.host.plugin.PluginVersions;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of a host and their life: install, upgrade, disable, enable, uninstall, while
 * sign-ins go on.
 *
 * <p>The folder holds the whole truth, so these calls change files there and then do what they do
 * when somebody else changed them. Calls in flight finish on the version they began with; later
 * ones go to the new version, also the callback of a sign-in begun on the old one. A version that
 * does not load, or that an instance in use cannot move to, changes nothing.
 *
 * <p>Safe for use by many threads; one change at a time.
 */
public final class Plugins {

  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final ReentrantLock lifecycle = new ReentrantLock();
  private final @Nullable PluginFolder folder;
  private final Instances instances;
  private final Retirement retirement;
  private final Duration deadline;
  private final Map<String, AvailableConnector> onClassPath = new TreeMap<>();
  // By plugin id, as both of the following.
  private final Map<String, AvailableConnector> loaded = new TreeMap<>();
  private final Map<String, PluginJar> inUse = new TreeMap<>();
  // By hash: what failed once is not tried again until somebody asks for it.
  private final Map<String, UnusablePluginException> failed = new HashMap<>();
  private volatile Catalogue catalogue = Catalogue.EMPTY;

  Plugins(
      @Nullable PluginFolder folder,
      Instances instances,
      Retirement retirement,
      Duration deadline) {
    this.folder = folder;
    this.instances = instances;
    this.retirement = retirement;
    this.deadline = deadline;
  }

  /** The plugins in use and those that are disabled, by id. */
  public List<InstalledPlugin> list() {
    return catalogue.plugins();
  }

  /** The jars that are not in use, and why. */
  public List<PluginProblem> problems() {
    return catalogue.problems();
  }

  /**
   * Copies a jar into the folder and takes it into use.
   *
   * @throws ConnectorException with {@link ConnectorError#PLUGIN_UNUSABLE} when it cannot be used,
   *     or a plugin of its id is there already; nothing has changed then
   */
  public InstalledPlugin install(Path jar) {
    return locked(
        () -> {
          PluginJar judged = judge(jar);
          if (catalogue.plugins().stream().anyMatch(plugin -> plugin.id().equals(judged.id()))) {
            throw unusable(
                "The plugin '%s' is installed already. Upgrade or uninstall it."
                    .formatted(judged.id()));
          }
          return bringIn(judged);
        });
  }

  /**
   * Exchanges a plugin in use for another version of it, newer or older.
   *
   * @throws ConnectorException with {@link ConnectorError#PLUGIN_UNUSABLE} when it cannot be used
   *     or an instance cannot move to it; {@link ConnectorError#NOT_FOUND} when no plugin of its id
   *     is in use. The version in use goes on then
   */
  public InstalledPlugin upgrade(Path jar) {
    return locked(
        () -> {
          PluginJar judged = judge(jar);
          installed(judged.id());
          return bringIn(judged);
        });
  }

  /**
   * Takes a plugin out of use and keeps its jar; its instances and their pending sign-ins wait.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND}
   */
  public void disable(String pluginId) {
    locked(
        () -> {
          installed(pluginId);
          folder().setEnabled(pluginId, false);
          reconcile(false, null);
          return pluginId;
        });
  }

  /**
   * Takes a disabled plugin into use again, and its instances with it.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND}; {@link
   *     ConnectorError#PLUGIN_UNUSABLE} when it cannot be used
   */
  public InstalledPlugin enable(String pluginId) {
    return locked(
        () -> {
          installed(pluginId);
          folder().setEnabled(pluginId, true);
          reconcile(false, null);
          InstalledPlugin now = installed(pluginId);
          if (!now.enabled()) {
            throw refused(now.jar());
          }
          return now;
        });
  }

  /**
   * Takes a plugin out of use and deletes its jar. Its instances wait for the plugin to come back
   * until they are removed.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND}
   */
  public void uninstall(String pluginId) {
    locked(
        () -> {
          installed(pluginId);
          folder().deleteAll(pluginId, null);
          reconcile(false, null);
          return pluginId;
        });
  }

  /** Looks at the folder now, and tries again what failed before. */
  public void rescan() {
    locked(
        () -> {
          failed.clear();
          reconcile(false, null);
          return catalogue;
        });
  }

  /** Looks at the folder, leaving out what may still be written to. */
  void poll() {
    locked(
        () -> {
          reconcile(true, null);
          return catalogue;
        });
  }

  /** Adds a connector of the class path. That is a matter of the build: a fault is thrown. */
  void add(ConnectorFactory factory) {
    locked(
        () -> {
          AvailableConnector connector = AvailableConnector.of(factory, deadline);
          String id = connector.metadata().id();
          if (onClassPath.putIfAbsent(id, connector) != null) {
            throw ConnectorException.of(ConnectorError.INVALID_METADATA)
                .message("There are two connectors with the id '" + id + "' on the class path.")
                .build();
          }
          publish(Scan.empty(), List.of());
          return id;
        });
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** Runs a change of instances while no plugin changes. */
  <T> T locked(Supplier<T> change) {
    lifecycle.lock();
    try {
      return change.get();
    } finally {
      lifecycle.unlock();
    }
  }

  /** Unloads everything; what runs in it has been retired by then. */
  void unloadAll() {
    loaded.values().forEach(this::unload);
    loaded.clear();
    inUse.clear();
    onClassPath.values().forEach(connector -> connector.calls().close());
    catalogue = Catalogue.EMPTY;
  }

  private void unload(AvailableConnector connector) {
    connector.loaded().ifPresent(LoadedPlugin::close);
  }

  /** Makes use of the plugins be what the folder says. */
  private void reconcile(boolean settledOnly, @Nullable Path preferred) {
    if (folder == null) {
      return;
    }
    Scan scan = folder.scan(settledOnly);
    var problems = new ArrayList<>(scan.refused());
    if (scan.isEmpty()) {
      problems.add(
          new PluginProblem(
              Kind.EMPTY_FOLDER,
              folder.path(),
              "The plugins folder holds no jar.",
              "Copy a connector jar into " + folder.path() + "."));
    }
    if (scan.failure() == null) {
      Map<String, List<PluginJar>> wanted =
          scan.enabled().stream()
              .sorted(PluginVersions.bestFirst(preferred))
              .collect(Collectors.groupingBy(PluginJar::id, TreeMap::new, Collectors.toList()));
      for (String id : List.copyOf(loaded.keySet())) {
        // Whose file is being written to, or was broken, stays: it may be an upgrade under way.
        if (!wanted.containsKey(id) && !scan.isUnclear(inUse.get(id).path())) {
          takeOut(id);
        }
      }
      wanted.forEach((id, candidates) -> choose(id, candidates, scan, problems));
    }
    publish(scan, problems);
  }

  private void choose(
      String id, List<PluginJar> candidates, Scan scan, List<PluginProblem> problems) {
    PluginJar chosen = null;
    for (PluginJar candidate : candidates) {
      if (chosen != null) {
        problems.add(duplicate(candidate, chosen));
      } else if (isInUse(candidate)) {
        // The same content may have moved to another file.
        inUse.put(id, candidate);
        chosen = candidate;
      } else if (isWorse(candidate, scan)) {
        chosen = inUse.get(id);
        problems.add(duplicate(candidate, chosen));
      } else {
        try {
          takeIn(candidate);
          chosen = candidate;
        } catch (UnusablePluginException e) {
          failed.put(candidate.sha256(), e);
          problems.add(e.of(candidate.path()));
        }
      }
    }
  }

  private boolean isInUse(PluginJar candidate) {
    PluginJar now = inUse.get(candidate.id());
    return now != null && now.sha256().equals(candidate.sha256());
  }

  /** Whether the version in use is later, and its file only broken for the moment. */
  private boolean isWorse(PluginJar candidate, Scan scan) {
    PluginJar now = inUse.get(candidate.id());
    return now != null && scan.isUnclear(now.path()) && PluginVersions.isOlder(candidate, now);
  }

  private void takeIn(PluginJar jar) throws UnusablePluginException {
    UnusablePluginException before = failed.get(jar.sha256());
    if (before != null) {
      throw before;
    }
    LoadedPlugin plugin = LoadedPlugin.load(jar, deadline);
    try {
      AvailableConnector next = describe(plugin);
      AvailableConnector current = loaded.get(jar.id());
      checkId(next, current);
      Move move = prepare(next);
      loaded.put(jar.id(), next);
      inUse.put(jar.id(), jar);
      publishConnectors();
      List<RunningInstance> old = move.commit();
      if (current != null) {
        LOG.info("Connector plugin {} replaces {}", plugin, current);
        retirement.retire(old, current.loaded().orElseThrow());
      }
    } catch (UnusablePluginException e) {
      plugin.close();
      throw e;
    }
  }

  private void takeOut(String id) {
    AvailableConnector gone = loaded.remove(id);
    inUse.remove(id);
    publishConnectors();
    retirement.retire(instances.suspend(gone.metadata().id()), gone.loaded().orElseThrow());
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

  private void checkId(AvailableConnector next, @Nullable AvailableConnector current)
      throws UnusablePluginException {
    String id = next.metadata().id();
    AvailableConnector other = catalogue.connectors().get(id);
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

  /** Puts a judged jar into the folder; takes it out again when it cannot be used. */
  private InstalledPlugin bringIn(PluginJar judged) {
    Path added;
    try {
      added = folder().add(judged);
    } catch (UnusablePluginException e) {
      throw unusable(e.of(judged.path()).toString());
    }
    failed.remove(judged.sha256());
    reconcile(false, added);
    if (!isInUse(judged)) {
      ConnectorException refusal = refused(added);
      folder().delete(added);
      reconcile(false, null);
      throw refusal;
    }
    folder().deleteAll(judged.id(), added);
    reconcile(false, null);
    return installed(judged.id());
  }

  private PluginJar judge(Path jar) {
    try {
      return folder().judgeForeign(jar);
    } catch (UnusablePluginException e) {
      throw unusable(e.of(jar).toString());
    }
  }

  private InstalledPlugin installed(String pluginId) {
    return catalogue.plugins().stream()
        .filter(plugin -> plugin.id().equals(pluginId))
        .findFirst()
        .orElseThrow(
            () ->
                ConnectorException.of(ConnectorError.NOT_FOUND)
                    .message("No plugin '" + pluginId + "' is installed.")
                    .build());
  }

  private PluginFolder folder() {
    if (folder == null) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message("This host has no plugins folder. Give it one where it is built.")
          .build();
    }
    return folder;
  }

  private ConnectorException refused(Path jar) {
    return unusable(
        catalogue.problems().stream()
            .filter(problem -> problem.jar().equals(jar))
            .map(PluginProblem::toString)
            .findFirst()
            .orElse("The jar is not in use; the log says why."));
  }

  private static ConnectorException unusable(String message) {
    return ConnectorException.of(ConnectorError.PLUGIN_UNUSABLE).message(message).build();
  }

  private static PluginProblem duplicate(PluginJar jar, PluginJar chosen) {
    return new PluginProblem(
        Kind.DUPLICATE,
        jar.path(),
        "Another jar in the folder has the same plugin id '%s': %s with version %s is in use."
            .formatted(jar.id(), chosen.path().getFileName(), chosen.version()),
        "Keep one of the two.");
  }

  /** Lets readers see the connectors as they are now. */
  private void publishConnectors() {
    var connectors = new TreeMap<>(onClassPath);
    loaded.values().forEach(connector -> connectors.put(connector.metadata().id(), connector));
    catalogue = new Catalogue(connectors, catalogue.plugins(), catalogue.problems());
  }

  private void publish(Scan scan, List<PluginProblem> problems) {
    publishConnectors();
    var plugins = new TreeMap<String, InstalledPlugin>();
    scan.disabled().forEach(jar -> plugins.put(jar.id(), jar.installed(false)));
    inUse.forEach((id, jar) -> plugins.put(id, jar.installed(true)));
    List<PluginProblem> known = catalogue.problems();
    problems.stream()
        .filter(problem -> !known.contains(problem))
        .forEach(problem -> LOG.warn("Not in use: {}", problem));
    catalogue =
        new Catalogue(catalogue.connectors(), List.copyOf(plugins.values()), List.copyOf(problems));
  }
}
