package dev.connectorkit.host.plugin;

import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which of several jars with one plugin id is meant. */
public final class PluginVersions {

  private PluginVersions() {}

  /**
   * The latest version first; of equal ones the first by file name.
   *
   * @param preferred a file that comes before all others
   */
  public static Comparator<PluginJar> bestFirst(@Nullable Path preferred) {
    return Comparator.comparing((PluginJar jar) -> !jar.path().equals(preferred))
        .thenComparing(PluginJar::version, latestFirst())
        .thenComparing(jar -> jar.path().getFileName().toString());
  }

  public static boolean isOlder(PluginJar jar, PluginJar other) {
    return PluginManifest.VERSIONS.compareVersions(jar.version(), other.version()) < 0;
  }

  private static Comparator<String> latestFirst() {
    return (one, other) -> PluginManifest.VERSIONS.compareVersions(other, one);
  }
}
