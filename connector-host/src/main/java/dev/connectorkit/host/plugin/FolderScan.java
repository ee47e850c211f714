package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.TrustFile.Trusted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plugins folder at one moment, and what its files say about the plugins that are wanted. */
public final class FolderScan {

  private final List<PluginJar> enabled = new ArrayList<>();
  private final List<PluginJar> disabled = new ArrayList<>();
  private final List<PluginProblem> problems = new ArrayList<>();
  // Files that say nothing now: being written to, broken, or exchanged by what is not trusted.
  private final Set<Path> unclear = new HashSet<>();
  private final Path folder;
  private final @Nullable Trusted trusted;

  private FolderScan(Path folder, @Nullable Trusted trusted) {
    this.folder = folder;
    this.trusted = trusted;
  }

  /**
   * @param verdicts by file, in order; null for one that may still be written to
   */
  static FolderScan of(JarFiles files, Map<Path, @Nullable Verdict> verdicts, TrustFile trust) {
    FolderScan scan = held(files, trust);
    verdicts.forEach(scan::add);
    if (verdicts.isEmpty()) {
      scan.problems.add(emptiness(files));
    }
    return scan;
  }

  public Path folder() {
    return folder;
  }

  /** Jars that may be in use. */
  public List<PluginJar> enabled() {
    return enabled;
  }

  /** Jars that are marked as not in use. */
  public List<PluginJar> disabled() {
    return disabled;
  }

  /** What is wrong with the other files, or with the folder. */
  public List<PluginProblem> problems() {
    return problems;
  }

  /**
   * Whether a plugin goes on of which no jar is enabled: its file may be an upgrade under way or
   * one that failed, and says nothing about the version in use. That it is itself no longer trusted
   * does.
   */
  public boolean keeps(PluginJar inUse) {
    return unclear.contains(inUse.path()) && (trusted == null || trusted.names(inUse));
  }

  private static FolderScan held(JarFiles files, TrustFile trust) {
    try {
      return new FolderScan(files.folder(), trust.read());
    } catch (UnusablePluginException e) {
      var scan = new FolderScan(files.folder(), null);
      scan.problems.add(e.of(files.folder()));
      return scan;
    }
  }

  private void add(Path file, @Nullable Verdict verdict) {
    if (verdict == null) {
      unclear.add(file);
      return;
    }
    try {
      PluginJar jar = verdict.orThrow();
      if (JarFiles.isDisabled(file)) {
        disabled.add(jar);
      } else if (trusted == null) {
        // Why is said once, of the trust file.
        unclear.add(file);
      } else {
        trusted.check(jar);
        enabled.add(jar);
      }
    } catch (UnusablePluginException e) {
      unclear.add(file);
      problems.add(e.of(file));
    }
  }

  private static PluginProblem emptiness(JarFiles files) {
    List<String> others = files.others();
    return new PluginProblem(
        PluginProblem.Kind.EMPTY_FOLDER,
        files.folder(),
        others.isEmpty()
            ? "The plugins folder holds no jar."
            : "The plugins folder holds no jar; '" + others.get(0) + "' does not end in .jar.",
        "Copy a connector jar into " + files.folder().toAbsolutePath() + ".");
  }
}
