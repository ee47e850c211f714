package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.TrustFile.Trusted;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of connector jars. What it holds is the whole truth about which plugins are wanted:
 * {@code *.jar} is in use, {@code *.jar.disabled} is not. Whoever changes files there by hand does
 * the same as the calls below. Not safe for use by many threads.
 */
public final class PluginFolder {

  private static final String ENABLED = ".jar";
  private static final String DISABLED = ".jar.disabled";

  private final Path folder;
  private final String kitVersion;
  private final TrustFile trust;
  private Map<Path, Seen> seen = new HashMap<>();

  /**
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND} when there is no such folder
   */
  public PluginFolder(Path folder, String kitVersion, TrustFile trust) {
    this.folder = folder;
    this.kitVersion = kitVersion;
    this.trust = trust;
    files();
  }

  public Path path() {
    return folder;
  }

  /**
   * Judges every file that changed since the last time.
   *
   * @param settledOnly leaves out files that are new or changed since the last time, as they may
   *     still be written to
   */
  public Scan scan(boolean settledOnly) {
    Trusted trusted;
    try {
      trusted = trust.read();
    } catch (UnusablePluginException e) {
      return Scan.failed(e.of(folder));
    }
    var next = new HashMap<Path, Seen>();
    Scan scan = Scan.empty();
    for (Path file : files()) {
      Stamp stamp = Stamp.of(file);
      Seen before = seen.get(file);
      boolean unchanged = before != null && before.stamp().equals(stamp);
      Verdict verdict =
          unchanged && before.verdict() != null
              ? before.verdict()
              : unchanged || !settledOnly ? judge(file) : null;
      next.put(file, new Seen(stamp, verdict));
      scan.add(file, verdict, trusted);
    }
    seen = next;
    return scan;
  }

  /**
   * Judges a jar that is not in the folder.
   *
   * @throws UnusablePluginException with what is wrong with it
   */
  public PluginJar judgeForeign(Path jar) throws UnusablePluginException {
    Verdict verdict = judge(jar);
    if (verdict.jar() == null) {
      throw verdict.refusal();
    }
    trust.read().check(verdict.jar());
    return verdict.jar();
  }

  /**
   * Copies a judged jar into the folder, so that no half of it is ever seen there.
   *
   * @return the new file
   */
  public Path add(PluginJar jar) throws UnusablePluginException {
    Path target = placeFor(jar);
    Path part = folder.resolve(target.getFileName() + ".part");
    try (PrivateCopy copy = PrivateCopy.of(jar.path())) {
      if (!copy.sha256().equals(jar.sha256())) {
        throw new UnusablePluginException(
            PluginProblem.Kind.UNREADABLE,
            "The file changed while it was read.",
            "Copy it again, completely.");
      }
      Files.copy(copy.file(), part, StandardCopyOption.REPLACE_EXISTING);
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /** Deletes a file of the folder. */
  public void delete(Path file) {
    change(() -> Files.deleteIfExists(file));
  }

  /** Deletes every file of a plugin but the one given. */
  public void deleteAll(String pluginId, @Nullable Path but) {
    for (Path file : filesOf(pluginId)) {
      if (!file.equals(but)) {
        change(() -> Files.delete(file));
      }
    }
  }

  /** Marks the files of a plugin as in use, or not. */
  public void setEnabled(String pluginId, boolean enabled) {
    for (Path file : filesOf(pluginId)) {
      String name = file.getFileName().toString();
      String stem = name.substring(0, name.lastIndexOf(ENABLED));
      Path target = folder.resolve(stem + (enabled ? ENABLED : DISABLED));
      if (!target.equals(file)) {
        change(() -> Files.move(file, target, StandardCopyOption.ATOMIC_MOVE));
      }
    }
  }

  /** A name that is free, so that a failed upgrade has overwritten nothing. */
  private Path placeFor(PluginJar jar) {
    String stem = jar.id() + "-" + jar.version();
    Path plain = folder.resolve(stem + ENABLED);
    return Files.exists(plain)
        ? folder.resolve(stem + "-" + jar.sha256().substring(0, 8) + ENABLED)
        : plain;
  }

  private List<Path> filesOf(String pluginId) {
    Scan scan = scan(false);
    return Stream.concat(scan.enabled().stream(), scan.disabled().stream())
        .filter(jar -> jar.id().equals(pluginId))
        .map(PluginJar::path)
        .toList();
  }

  private Verdict judge(Path file) {
    try (PrivateCopy copy = PrivateCopy.of(file)) {
      return new Verdict(PluginJar.judge(copy, kitVersion), null);
    } catch (UnusablePluginException e) {
      return new Verdict(null, e);
    }
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(PluginFolder::isJar)
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message(
              "The plugins folder '"
                  + folder
                  + "' does not exist or cannot be read. Create it and copy the connector jars into"
                  + " it.")
          .cause(e)
          .build();
    }
  }

  private static boolean isJar(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENABLED) || isDisabled(file);
  }

  private static boolean isDisabled(Path file) {
    return file.getFileName().toString().endsWith(DISABLED);
  }

  private static void change(FileChange change) {
    try {
      change.run();
    } catch (IOException e) {
      throw ConnectorException.of(ConnectorError.PLUGIN_UNUSABLE)
          .message("The plugins folder cannot be changed. Give this process write access to it.")
          .cause(e)
          .build();
    }
  }

  private static UnusablePluginException notWritable(IOException cause) {
    return new UnusablePluginException(
        PluginProblem.Kind.UNREADABLE,
        "The jar cannot be copied into the plugins folder.",
        "Give this process write access to the folder, or copy the jar there by hand.",
        cause);
  }

  private interface FileChange {
    void run() throws IOException;
  }

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

  /** Either a judged jar or why it cannot be used. */
  private record Verdict(@Nullable PluginJar jar, @Nullable UnusablePluginException refusal) {}

  private record Seen(Stamp stamp, @Nullable Verdict verdict) {}

  /**
   * The folder at one moment.
   *
   * @param enabled jars that passed
   * @param disabled jars that would pass, and are marked as not in use
   * @param refused what is wrong with the others, by file
   * @param unsettled files that are not judged yet
   * @param failure why nothing could be judged at all
   */
  public record Scan(
      List<PluginJar> enabled,
      List<PluginJar> disabled,
      List<PluginProblem> refused,
      Set<Path> unsettled,
      @Nullable PluginProblem failure) {

    public static Scan empty() {
      return new Scan(
          new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>(), null);
    }

    static Scan failed(PluginProblem failure) {
      return new Scan(List.of(), List.of(), List.of(failure), Set.of(), failure);
    }

    /** Whether there is no jar of any kind. */
    public boolean isEmpty() {
      return enabled.isEmpty() && disabled.isEmpty() && refused.isEmpty() && unsettled.isEmpty();
    }

    /** Whether there is a file here whose content is not a plugin, or not known yet. */
    public boolean isUnclear(Path file) {
      return unsettled.contains(file)
          || refused.stream()
              .anyMatch(
                  problem ->
                      problem.jar().equals(file)
                          && problem.kind() != PluginProblem.Kind.NOT_TRUSTED);
    }

    private void add(Path file, @Nullable Verdict verdict, Trusted trusted) {
      if (verdict == null) {
        unsettled.add(file);
        return;
      }
      try {
        if (verdict.jar() == null) {
          throw verdict.refusal();
        }
        if (isDisabled(file)) {
          disabled.add(verdict.jar());
        } else {
          trusted.check(verdict.jar());
          enabled.add(verdict.jar());
        }
      } catch (UnusablePluginException e) {
        refused.add(e.of(file));
      }
    }
  }
}
