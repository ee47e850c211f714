package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.VersionManager;

/**
 * What a plugin's manifest says.
 *
 * @param id the plugin id
 * @param version its semantic version
 * @param pluginClass a class of the plugin that PF4J starts and stops with it
 */
record PluginManifest(String id, String version, Optional<String> pluginClass) {

  /** Compares semantic versions, and holds a version against a range. */
  static final VersionManager VERSIONS = new DefaultVersionManager();

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{1,62}");
  private static final Pattern SEMANTIC_VERSION =
      Pattern.compile(
          "(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})"
              + "(-[0-9A-Za-z.-]{1,64})?(\\+[0-9A-Za-z.-]{1,64})?");
  private static final Pattern RANGE = Pattern.compile("[\\x20-\\x7e]{1,100}");
  // Read as "exactly" by one library and as "at least" by another, or met by every version.
  private static final Pattern NO_RANGE = Pattern.compile("\\s*v?[\\d.*xX]+\\s*");

  private static final String HOW_IDS_ARE_WRITTEN =
      "Write it in 2 to 63 lower-case letters, digits, '.' and '-'.";
  private static final String HOW_VERSIONS_ARE_WRITTEN = "Write it like 1.2.3 or 1.2.3-rc.1.";
  private static final String HOW_RANGES_ARE_WRITTEN = "Write it like '>=0.1.0 & <1.0.0'.";

  static PluginManifest of(@Nullable Manifest manifest, String kitVersion)
      throws UnusablePluginException {
    if (manifest == null) {
      throw new UnusablePluginException(
          Kind.BAD_MANIFEST,
          "The jar has no manifest.",
          "Build it with META-INF/MANIFEST.MF as its first entry, with Plugin-Id, Plugin-Version and"
              + " Plugin-Requires.");
    }
    Attributes attributes = manifest.getMainAttributes();
    var described =
        new PluginManifest(
            attribute(attributes, "Plugin-Id", ID, HOW_IDS_ARE_WRITTEN),
            attribute(attributes, "Plugin-Version", SEMANTIC_VERSION, HOW_VERSIONS_ARE_WRITTEN),
            Optional.ofNullable(attributes.getValue("Plugin-Class")));
    checkVersion(described.version());
    checkRequires(
        attribute(attributes, "Plugin-Requires", RANGE, HOW_RANGES_ARE_WRITTEN), kitVersion);
    checkStandsAlone(attributes);
    return described;
  }

  private static String attribute(
      Attributes attributes, String name, Pattern pattern, String howItIsWritten)
      throws UnusablePluginException {
    String value = attributes.getValue(name);
    if (value == null || !pattern.matcher(value).matches()) {
      throw new UnusablePluginException(
          Kind.BAD_MANIFEST, "The manifest has no valid " + name + ".", howItIsWritten);
    }
    return value;
  }

  private static void checkVersion(String version) throws UnusablePluginException {
    try {
      VERSIONS.compareVersions(version, version);
    } catch (RuntimeException e) {
      throw new UnusablePluginException(
          Kind.BAD_MANIFEST,
          "Plugin-Version '" + version + "' is not a semantic version.",
          HOW_VERSIONS_ARE_WRITTEN,
          e);
    }
  }

  private static void checkRequires(String range, String kitVersion)
      throws UnusablePluginException {
    // A snapshot counts as less than its release, which is not what an author means.
    String kit = kitVersion.replace("-SNAPSHOT", "");
    boolean fits;
    try {
      if (NO_RANGE.matcher(range).matches()) {
        throw new IllegalArgumentException("No range: " + range);
      }
      fits = VERSIONS.checkVersionConstraint(kit, range);
    } catch (RuntimeException e) {
      throw new UnusablePluginException(
          Kind.BAD_MANIFEST,
          "Plugin-Requires '" + range + "' is not a range of versions.",
          HOW_RANGES_ARE_WRITTEN,
          e);
    }
    if (!fits) {
      throw new UnusablePluginException(
          Kind.INCOMPATIBLE,
          "It requires connector-kit " + range + "; this is " + kit + ".",
          "Use a version of the connector that fits.");
    }
  }

  private static void checkStandsAlone(Attributes attributes) throws UnusablePluginException {
    String others = attributes.getValue("Plugin-Dependencies");
    if (others != null && !others.isBlank()) {
      throw new UnusablePluginException(
          Kind.NEEDS_OTHER_PLUGINS,
          "It needs other plugins (Plugin-Dependencies), and a connector stands alone.",
          "Shade what it needs into its own jar and leave the attribute out.");
    }
    // A loader would read those files too, and no hash covers them.
    if (attributes.getValue(Attributes.Name.CLASS_PATH) != null) {
      throw new UnusablePluginException(
          Kind.LEAVES_THE_JAR,
          "Its manifest has a Class-Path, which leads out of the jar.",
          "Shade what it needs into its own jar and leave the attribute out.");
    }
  }
}
