package dev.connectorkit.host;

import dev.connectorkit.host.plugin.FolderScan;
import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginJar;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.host.plugin.PluginVersions;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors in use: follows the folder, and shows readers a whole picture at every moment. Who
 * changes holds the host's lifecycle lock.
 */
final class PluginsInUse {

  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final PluginIntake intake;
  private final Retirement retirement;
  private final Instances instances;
  private final Map<String, AvailableConnector> onClassPath = new TreeMap<>();
  // By plugin id, as the next.
  private final Map<String, AvailableConnector> loaded = new TreeMap<>();
  private final Map<String, PluginJar> jars = new TreeMap<>();
  // By hash: what failed once is not tried again until somebody asks for it.
  private final Map<String, UnusablePluginException> failed = new HashMap<>();
  private volatile Catalogue catalogue = Catalogue.EMPTY;

  PluginsInUse(PluginIntake intake, Retirement retirement, Instances instances) {
    this.intake = intake;
    this.retirement = retirement;
    this.instances = instances;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** The jar of a plugin in use. */
  Optional<PluginJar> jar(String pluginId) {
    return Optional.ofNullable(jars.get(pluginId));
  }

  boolean isInUse(PluginJar candidate) {
    return jar(candidate.id()).filter(jar -> jar.sha256().equals(candidate.sha256())).isPresent();
  }

  /** Adds a connector of the class path. */
  void add(AvailableConnector connector) {
    String id = connector.metadata().id();
    if (onClassPath.putIfAbsent(id, connector) != null) {
      throw ConnectorException.of(ConnectorError.INVALID_METADATA)
          .message("There are two connectors with the id '" + id + "' on the class path.")
          .build();
    }
    publishConnectors();
  }

  /** Lets everything that failed before be tried again. */
  void retry() {
    failed.clear();
  }

  /** Lets this jar be tried again. */
  void retry(PluginJar jar) {
    failed.remove(jar.sha256());
  }

  /**
   * Makes use of the plugins be what the folder says.
   *
   * @param preferred a file that is taken before others of its plugin
   */
  void follow(FolderScan scan, @Nullable Path preferred) {
    var problems = new ArrayList<>(scan.problems());
    Map<String, List<PluginJar>> wanted =
        scan.enabled().stream()
            .sorted(PluginVersions.bestFirst(preferred))
            .collect(Collectors.groupingBy(PluginJar::id, TreeMap::new, Collectors.toList()));
    for (PluginJar jar : List.copyOf(jars.values())) {
      if (!wanted.containsKey(jar.id()) && !scan.keeps(jar)) {
        takeOut(jar.id());
      }
    }
    wanted.values().forEach(candidates -> choose(candidates, scan, problems));
    failed
        .keySet()
        .retainAll(scan.enabled().stream().map(PluginJar::sha256).collect(Collectors.toSet()));
    publish(scan, problems);
  }

  /** Unloads everything; what runs in it has been retired by then. */
  void unloadAll() {
    loaded.values().forEach(connector -> connector.loaded().ifPresent(LoadedPlugin::close));
    loaded.clear();
    jars.clear();
    onClassPath.values().forEach(connector -> connector.calls().close());
    catalogue = Catalogue.EMPTY;
  }

  /** Takes one of several jars of a plugin: the first that can be used. */
  private void choose(List<PluginJar> candidates, FolderScan scan, List<PluginProblem> problems) {
    PluginJar chosen = null;
    for (PluginJar candidate : candidates) {
      PluginJar now = jars.get(candidate.id());
      if (chosen != null) {
        problems.add(duplicate(candidate, chosen));
      } else if (isInUse(candidate)) {
        // The same content may have moved to another file.
        jars.put(candidate.id(), candidate);
        chosen = candidate;
      } else if (now != null && scan.keeps(now) && PluginVersions.isOlder(candidate, now)) {
        // A later version is in use, whose file is only broken for the moment.
        chosen = now;
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

  private void takeIn(PluginJar jar) throws UnusablePluginException {
    UnusablePluginException before = failed.get(jar.sha256());
    if (before != null) {
      throw before;
    }
    AvailableConnector current = loaded.get(jar.id());
    PluginIntake.Ready ready = intake.prepare(jar, current, catalogue.connectors());
    loaded.put(jar.id(), ready.connector());
    jars.put(jar.id(), jar);
    publishConnectors();
    List<RunningInstance> old = ready.move().commit();
    if (current != null) {
      LOG.info("{} replaces {}", ready.connector(), current);
      retirement.retire(old, current.loaded().orElseThrow());
    }
  }

  private void takeOut(String pluginId) {
    AvailableConnector gone = loaded.remove(pluginId);
    jars.remove(pluginId);
    publishConnectors();
    retirement.retire(instances.suspend(gone.metadata().id()), gone.loaded().orElseThrow());
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

  private void publish(FolderScan scan, List<PluginProblem> problems) {
    var plugins = new TreeMap<String, InstalledPlugin>();
    scan.disabled().forEach(jar -> plugins.put(jar.id(), jar.installed(false)));
    jars.forEach((id, jar) -> plugins.put(id, jar.installed(true)));
    Set<PluginProblem> known = Set.copyOf(catalogue.problems());
    catalogue =
        new Catalogue(catalogue.connectors(), List.copyOf(plugins.values()), List.copyOf(problems));
    FolderNotice.log(scan.folder(), known, catalogue);
  }
}
