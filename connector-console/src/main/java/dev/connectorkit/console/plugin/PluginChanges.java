package dev.connectorkit.console.plugin;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.host.Plugins;
import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Installs, upgrades, disables and removes plugins of this node. A jar is code that runs in this
 * process, so all of it has to be allowed where the console is started.
 */
public final class PluginChanges {

  /** How large a jar may be, in bytes. */
  public static final long MAX_BYTES = 50_000_000;

  private final Plugins plugins;
  private final AuditTrail audit;
  private final boolean allowed;

  public PluginChanges(Plugins plugins, AuditTrail audit, boolean allowed) {
    this.plugins = plugins;
    this.audit = audit;
    this.allowed = allowed;
  }

  /** Whether anything can be changed here. */
  public boolean allowed() {
    return allowed;
  }

  /** Those of the folder that passed their review, by id. */
  public List<InstalledPlugin> list() {
    return plugins.list().stream().sorted(Comparator.comparing(InstalledPlugin::id)).toList();
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#NOT_FOUND}
   */
  public InstalledPlugin get(String id) {
    return list().stream()
        .filter(plugin -> plugin.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ConsoleException(
                    ConsoleError.NOT_FOUND, "There is no plugin of this id in the folder."));
  }

  /**
   * Takes a jar into use, in place of another version of it if there is one. It is copied
   * completely and judged before it reaches the folder; its name is made from what it says it is.
   *
   * @param name what whoever brings it calls it, for what is said of it
   * @throws ConsoleException with {@link ConsoleError#NOT_ALLOWED} or {@link
   *     ConsoleError#TOO_LARGE}
   * @throws ConnectorException with {@link ConnectorError#PLUGIN_UNUSABLE} when it cannot be used;
   *     nothing has changed then
   */
  public Added add(String name, InputStream jar, String by) {
    requireAllowed();
    Path copy = copy(UploadName.of(name), jar);
    try {
      InstalledPlugin judged = plugins.inspect(copy);
      boolean there =
          plugins.list().stream().anyMatch(installed -> installed.id().equals(judged.id()));
      InstalledPlugin added = there ? plugins.upgrade(copy) : plugins.install(copy);
      audit.add(
          by,
          there ? "plugin.upgraded" : "plugin.installed",
          added.id() + " " + added.version() + " " + added.sha256());
      return new Added(added, there);
    } catch (ConnectorException e) {
      audit.add(by, "plugin.refused", String.valueOf(e.error().code()));
      throw e;
    } finally {
      delete(copy);
    }
  }

  /**
   * Takes it out of use and keeps its jar.
   *
   * @throws ConsoleException with {@link ConsoleError#NOT_ALLOWED}
   */
  public void disable(String id, String by) {
    requireAllowed();
    plugins.disable(id);
    audit.add(by, "plugin.disabled", id);
  }

  /**
   * Takes it into use again.
   *
   * @throws ConsoleException with {@link ConsoleError#NOT_ALLOWED}
   */
  public void enable(String id, String by) {
    requireAllowed();
    plugins.enable(id);
    audit.add(by, "plugin.enabled", id);
  }

  /**
   * Deletes its jar; its instances wait for it to come back.
   *
   * @throws ConsoleException with {@link ConsoleError#NOT_ALLOWED}
   */
  public void remove(String id, String by) {
    requireAllowed();
    plugins.uninstall(id);
    audit.add(by, "plugin.removed", id);
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#NOT_ALLOWED}
   */
  public void requireAllowed() {
    if (!allowed) {
      throw new ConsoleException(
          ConsoleError.NOT_ALLOWED,
          "Plugins are changed in their folder. To change them here, start the console with"
              + " --allow-upload.");
    }
  }

  /** Where nobody else can change it. */
  private static Path copy(String name, InputStream jar) {
    try {
      // Only its owner can look into it.
      Path copy = Files.createTempDirectory("connector-upload").resolve(name);
      try (OutputStream out = Files.newOutputStream(copy)) {
        jar.transferTo(new BoundedStream(out, MAX_BYTES));
        return copy;
      } catch (IOException | ConsoleException e) {
        delete(copy);
        throw e;
      }
    } catch (IOException e) {
      throw ConnectorException.of(ConnectorError.PLUGIN_UNUSABLE)
          .message("The jar cannot be copied: there is no room, or it ended too early.")
          .cause(e)
          .build();
    }
  }

  private static void delete(Path file) {
    Path folder = requireNonNull(file.getParent());
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // In the other order: the last one first.
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
    }
  }

  /**
   * @param upgraded whether it took the place of another version of itself
   */
  public record Added(InstalledPlugin plugin, boolean upgraded) {}
}
