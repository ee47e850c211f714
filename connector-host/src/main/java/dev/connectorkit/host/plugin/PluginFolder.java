package dev.connectorkit.host.plugin;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder of connector jars. What it holds is the whole truth about which plugins are wanted, so
 * whoever changes files there by hand does the same as the calls below. Not safe for use by many
 * threads.
 */
public final class PluginFolder {

  private final JarFiles files;
  private final String kitVersion;
  private final TrustFile trust;
  private Map<Path, Seen> seen = Map.of();

  /**
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND} when there is no such folder
   */
  public PluginFolder(Path folder, String kitVersion, TrustFile trust) {
    this.files = new JarFiles(folder);
    this.kitVersion = kitVersion;
    this.trust = trust;
    files.list();
  }

  public Path path() {
    return files.folder();
  }

  /**
   * Judges every file that changed since the last time.
   *
   * @param settledOnly leaves out files that are new or changed since the last time, as they may
   *     still be written to
   */
  public FolderScan scan(boolean settledOnly) {
    look(settledOnly);
    var verdicts = new LinkedHashMap<Path, @Nullable Verdict>();
    seen.forEach((file, found) -> verdicts.put(file, found.verdict()));
    return FolderScan.of(files, verdicts, trust);
  }

  /**
   * Judges a jar that is not in the folder, and runs none of its code.
   *
   * @throws UnusablePluginException with what is wrong with it
   */
  public PluginJar judgeForeign(Path jar) throws UnusablePluginException {
    PluginJar judged = Verdict.on(jar, kitVersion).orThrow();
    trust.read().check(judged);
    return judged;
  }

  /**
   * Copies a judged jar into the folder.
   *
   * @return the new file
   */
  public Path add(PluginJar jar) throws UnusablePluginException {
    try (PrivateCopy copy = PrivateCopy.of(jar)) {
      return files.add(copy, jar);
    } catch (IOException e) {
      throw new UnusablePluginException(
          PluginProblem.Kind.UNREADABLE,
          "The jar cannot be copied into the plugins folder.",
          "Give this process write access to the folder, or copy the jar there by hand.",
          e);
    }
  }

  /** Deletes a file of the folder. */
  public void delete(Path file) {
    files.delete(file);
  }

  /** Marks a file of the folder as wanted in use, or not. */
  public void setEnabled(Path file, boolean enabled) {
    files.setEnabled(file, enabled);
  }

  /**
   * The files of a plugin, in use or not, trusted or not.
   *
   * @param inUse the one that the version in use came from, which counts also when it is broken now
   */
  public List<Path> filesOf(String pluginId, @Nullable Path inUse) {
    look(false);
    var found = new ArrayList<Path>();
    seen.forEach(
        (file, now) -> {
          Verdict verdict = requireNonNull(now.verdict());
          if (verdict.isOf(pluginId) || (verdict.jar() == null && file.equals(inUse))) {
            found.add(file);
          }
        });
    return found;
  }

  private void look(boolean settledOnly) {
    var now = new LinkedHashMap<Path, Seen>();
    for (Path file : files.list()) {
      Seen before = seen.get(file);
      Stamp stamp = Stamp.of(file);
      boolean unchanged = before != null && before.stamp().equals(stamp);
      if (unchanged && before.verdict() != null && before.verdict().lasting()) {
        now.put(file, before);
      } else {
        boolean judge = unchanged || !settledOnly;
        now.put(file, new Seen(stamp, judge ? Verdict.on(file, kitVersion) : null));
      }
    }
    seen = now;
  }

  private record Seen(Stamp stamp, @Nullable Verdict verdict) {}

  /** What tells that a file changed. */
  private record Stamp(long size, FileTime modified, @Nullable Object key) {

    static Stamp of(Path file) {
      try {
        BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(read.size(), read.lastModifiedTime(), read.fileKey());
      } catch (IOException e) {
        // Gone between listing and looking.
        return new Stamp(-1, FileTime.fromMillis(0), null);
      }
    }
  }
}
