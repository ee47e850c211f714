package dev.connectorkit.host.plugin;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector jars of one folder. Each is judged alone: a bad one is a {@link PluginProblem} and
 * disturbs no other.
 */
public final class PluginFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);

  private final ConnectorPluginManager manager;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<LoadedPlugin> plugins = new ArrayList<>();
  private final List<PluginProblem> problems = new ArrayList<>();

  private PluginFolder(Path folder, String kitVersion) {
    this.manager = new ConnectorPluginManager(folder, kitVersion);
  }

  /**
   * Loads every {@code *.jar} of a folder, in the order of their names.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND} when there is no such folder
   */
  public static PluginFolder open(Path folder, String kitVersion) {
    List<Path> jars = jars(folder);
    var opened = new PluginFolder(folder, kitVersion);
    if (jars.isEmpty()) {
      opened.refuse(
          folder,
          new UnusablePluginException(
              "The plugins folder holds no jar.", "Copy a connector jar into " + folder + "."));
    }
    jars.forEach(opened::load);
    return opened;
  }

  public List<LoadedPlugin> plugins() {
    lock.lock();
    try {
      return List.copyOf(plugins);
    } finally {
      lock.unlock();
    }
  }

  public List<PluginProblem> problems() {
    lock.lock();
    try {
      return List.copyOf(problems);
    } finally {
      lock.unlock();
    }
  }

  /** Unloads all plugins and closes their class loaders. */
  @Override
  public void close() {
    lock.lock();
    try {
      // By id over a copy: PF4J's own loop over the live list can skip plugins.
      plugins.forEach(plugin -> unload(plugin.id()));
      plugins.clear();
    } finally {
      lock.unlock();
    }
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message(
              "The plugins folder '"
                  + folder
                  + "' does not exist or cannot be read. Create it and"
                  + " copy the connector jars into it.")
          .cause(e)
          .build();
    }
  }

  private void load(Path path) {
    lock.lock();
    try {
      PluginJar jar = PluginJar.read(path);
      if (plugins.stream().anyMatch(plugin -> plugin.id().equals(jar.id()))) {
        throw new UnusablePluginException(
            "Another jar in the folder has the same plugin id '" + jar.id() + "'.",
            "Keep one of the two.");
      }
      plugins.add(new LoadedPlugin(jar.id(), jar.version(), path, jar.sha256(), factory(jar)));
      LOG.info("Loaded connector plugin {} {} ({})", jar.id(), jar.version(), jar.sha256());
    } catch (UnusablePluginException e) {
      refuse(path, e);
    } finally {
      lock.unlock();
    }
  }

  private ConnectorFactory factory(PluginJar jar) throws UnusablePluginException {
    try {
      String loaded = manager.loadPlugin(jar.path());
      PluginWrapper wrapper = manager.getPlugin(loaded);
      if (wrapper.getPluginState() == PluginState.DISABLED) {
        throw new UnusablePluginException(
            "It requires connector-kit "
                + jar.requires()
                + "; this is "
                + manager.getSystemVersion()
                + ".",
            "Use a version of the connector that fits.");
      }
      if (manager.startPlugin(loaded) != PluginState.STARTED) {
        throw new UnusablePluginException(
            "The plugin does not start.", "See the log for the cause, or ask its author.");
      }
      List<ConnectorFactory> factories = manager.getExtensions(ConnectorFactory.class, loaded);
      if (factories.size() != 1) {
        throw new UnusablePluginException(
            "Its extension is no usable ConnectorFactory.",
            "It must implement dev.connectorkit.spi.ConnectorFactory and have a public constructor"
                + " without parameters.");
      }
      return factories.get(0);
    } catch (UnusablePluginException e) {
      unload(jar.id());
      throw e;
    } catch (RuntimeException | LinkageError e) {
      // PF4J passes on whatever a plugin or its descriptor provokes.
      LOG.debug("Plugin {} failed to load", jar.id(), e);
      unload(jar.id());
      throw new UnusablePluginException(
          "Loading it fails with " + e.getClass().getSimpleName() + ".",
          "Check Plugin-Requires and the libraries the jar needs, or ask its author.");
    }
  }

  private void unload(String id) {
    try {
      if (manager.getPlugin(id) != null) {
        manager.unloadPlugin(id);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Plugin {} failed while it was unloaded: {}", id, e.getClass().getName());
    }
  }

  private void refuse(Path jar, UnusablePluginException reason) {
    var problem = new PluginProblem(jar, reason.reason(), reason.remedy());
    problems.add(problem);
    LOG.warn("Not in use: {}", problem);
  }
}
