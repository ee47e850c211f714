package dev.connectorkit.host;

import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.PluginJar;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  private final ReentrantLock lifecycle = new ReentrantLock();
  private final @Nullable PluginFolder folder;
  private final PluginsInUse inUse;
  private final Duration deadline;
  private boolean closed;

  Plugins(@Nullable PluginFolder folder, PluginsInUse inUse, Duration deadline) {
    this.folder = folder;
    this.inUse = inUse;
    this.deadline = deadline;
  }

  /** The plugins in use and those that are disabled, by id. */
  public List<InstalledPlugin> list() {
    return catalogue().plugins();
  }

  /** The jars that are not in use, and why. */
  public List<PluginProblem> problems() {
    return catalogue().problems();
  }

  /**
   * Judges a jar anywhere, without running any of its code and without changing anything: what it
   * says it is, and the hash to name in a trust file.
   *
   * @throws ConnectorException with {@link ConnectorError#PLUGIN_UNUSABLE} when it could not be
   *     loaded, or the trust file does not name it
   */
  public InstalledPlugin inspect(Path jar) {
    return judge(jar).installed(false);
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
          if (!files(judged.id()).isEmpty()) {
            throw unusable(
                "The plugin '%s' is installed already. Upgrade or uninstall it."
                    .formatted(judged.id()));
          }
          return bringIn(judged);
        });
  }

  /**
   * Exchanges an installed plugin for another version of it, newer or older.
   *
   * @throws ConnectorException with {@link ConnectorError#PLUGIN_UNUSABLE} when it cannot be used
   *     or an instance cannot move to it; {@link ConnectorError#NOT_FOUND} when no plugin of its id
   *     is installed. The version in use goes on then
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
          installed(pluginId).forEach(file -> folder().setEnabled(file, false));
          follow(false, null);
          return pluginId;
        });
  }

  /**
   * Takes a disabled plugin into use again, and its instances with it.
   *
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND}; {@link
   *     ConnectorError#PLUGIN_UNUSABLE} when it cannot be used, and then it stays disabled
   */
  public InstalledPlugin enable(String pluginId) {
    return locked(
        () -> {
          List<Path> files = installed(pluginId);
          if (inUse.jar(pluginId).isEmpty()) {
            files.forEach(file -> folder().setEnabled(file, true));
            inUse.retry();
            follow(false, null);
          }
          if (inUse.jar(pluginId).isEmpty()) {
            List<Path> enabled = files(pluginId);
            ConnectorException refusal = refused(enabled);
            enabled.forEach(file -> folder().setEnabled(file, false));
            follow(false, null);
            throw refusal;
          }
          return inUse.jar(pluginId).orElseThrow().installed(true);
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
          installed(pluginId).forEach(folder()::delete);
          follow(false, null);
          return pluginId;
        });
  }

  /** Looks at the folder now, and tries again what failed before. */
  public void rescan() {
    locked(
        () -> {
          inUse.retry();
          follow(false, null);
          return folder;
        });
  }

  /** Looks at the folder, leaving out what may still be written to. */
  void poll() {
    lifecycle.lock();
    try {
      // A look that waited for the end of the host must not bring everything back.
      if (!closed) {
        follow(true, null);
      }
    } finally {
      lifecycle.unlock();
    }
  }

  /** Adds a connector of the class path. That is a matter of the build: a fault is thrown. */
  void add(ConnectorFactory factory) {
    locked(
        () -> {
          inUse.add(AvailableConnector.of(factory, deadline));
          return factory;
        });
  }

  Catalogue catalogue() {
    return inUse.catalogue();
  }

  /**
   * Runs a change of instances while no plugin changes.
   *
   * @throws ConnectorException with {@link ConnectorError#STOPPED} when the host is closed
   */
  <T> T locked(Supplier<T> change) {
    lifecycle.lock();
    try {
      if (closed) {
        throw Instances.hostIsClosed();
      }
      return change.get();
    } finally {
      lifecycle.unlock();
    }
  }

  /**
   * Unloads everything, for good; a second time does nothing.
   *
   * @param before ends what runs in the plugins
   */
  void close(Runnable before) {
    lifecycle.lock();
    try {
      if (!closed) {
        closed = true;
        before.run();
        inUse.unloadAll();
      }
    } finally {
      lifecycle.unlock();
    }
  }

  private void follow(boolean settledOnly, @Nullable Path preferred) {
    if (folder != null) {
      inUse.follow(folder.scan(settledOnly), preferred);
    } else if (!settledOnly && catalogue().connectors().isEmpty()) {
      FolderNotice.logNothing();
    }
  }

  /** Puts a judged jar into the folder; takes it out again when it cannot be used. */
  private InstalledPlugin bringIn(PluginJar judged) {
    List<Path> former = files(judged.id());
    Path added;
    try {
      added = folder().add(judged);
    } catch (UnusablePluginException e) {
      throw unusable(e.of(judged.path()).toString());
    }
    inUse.retry(judged);
    follow(false, added);
    if (!inUse.isInUse(judged)) {
      ConnectorException refusal = refused(List.of(added));
      folder().delete(added);
      follow(false, null);
      throw refusal;
    }
    former.forEach(folder()::delete);
    follow(false, null);
    return inUse.jar(judged.id()).orElseThrow().installed(true);
  }

  /** The jars of a plugin that is in use, disabled, or there without being usable. */
  private List<Path> installed(String pluginId) {
    List<Path> files = files(pluginId);
    if (files.isEmpty()) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message("No plugin '" + pluginId + "' is installed.")
          .build();
    }
    return files;
  }

  private List<Path> files(String pluginId) {
    return folder().filesOf(pluginId, inUse.jar(pluginId).map(PluginJar::path).orElse(null));
  }

  private PluginJar judge(Path jar) {
    try {
      return folder().judgeForeign(jar);
    } catch (UnusablePluginException e) {
      throw unusable(e.of(jar).toString());
    }
  }

  private PluginFolder folder() {
    if (folder == null) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message("This host has no plugins folder. Give it one where it is built.")
          .build();
    }
    return folder;
  }

  private ConnectorException refused(List<Path> jars) {
    return unusable(
        problems().stream()
            .filter(problem -> jars.contains(problem.jar()) || isOfTheFolder(problem))
            .map(PluginProblem::toString)
            .findFirst()
            .orElse("The jar is not in use; the log says why."));
  }

  /** Such as a trust file that cannot be read. */
  private boolean isOfTheFolder(PluginProblem problem) {
    return problem.jar().equals(folder().path());
  }

  private static ConnectorException unusable(String message) {
    return ConnectorException.of(ConnectorError.PLUGIN_UNUSABLE).message(message).build();
  }
}
