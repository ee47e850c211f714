package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A jar that passed every check that runs none of its code.
 *
 * @param path the file in the folder
 * @param id the plugin id
 * @param version the plugin's semantic version
 * @param sha256 hash of the content, in hexadecimal
 */
public record PluginJar(Path path, String id, String version, String sha256) {

  /** Judges a copy that nobody else can change. */
  static PluginJar judge(PrivateCopy copy, String kitVersion) throws UnusablePluginException {
    try (var jar = new JarFile(copy.file().toFile(), false)) {
      JarEntries.check(jar);
      SymbolicLinks.check(copy.file(), jar.size());
      PluginManifest manifest = PluginManifest.of(manifest(jar), kitVersion);
      checkPluginClass(jar, manifest);
      ExtensionIndex.check(jar);
      return new PluginJar(copy.origin(), manifest.id(), manifest.version(), copy.sha256());
    } catch (ZipException | SecurityException | IllegalArgumentException e) {
      throw new UnusablePluginException(
          Kind.UNREADABLE,
          "The file is not a complete, readable jar.",
          "Copy it again, completely.",
          e);
    } catch (IOException e) {
      throw new UnusablePluginException(
          Kind.UNREADABLE, "The file cannot be read.", "Copy it again, completely.", e);
    }
  }

  private static @Nullable Manifest manifest(JarFile jar) throws UnusablePluginException {
    try {
      return jar.getManifest();
    } catch (IOException e) {
      // Every byte of it was read before.
      throw new UnusablePluginException(
          Kind.BAD_MANIFEST,
          "The manifest has a line that is no attribute.",
          "Write it as 'Name: value', in lines of at most 72 bytes, or let the build make it.");
    }
  }

  private static void checkPluginClass(JarFile jar, PluginManifest manifest)
      throws UnusablePluginException {
    String missing =
        manifest
            .pluginClass()
            .filter(name -> jar.getJarEntry(name.replace('.', '/') + ".class") == null)
            .orElse(null);
    if (missing != null) {
      throw new UnusablePluginException(
          Kind.BAD_MANIFEST,
          "Its Plugin-Class " + Foreign.text(missing) + " is not in the jar.",
          "Leave the attribute out: a connector has a start and a close of its own.");
    }
  }

  /** The same plugin, told for display. */
  public InstalledPlugin installed(boolean enabled) {
    return new InstalledPlugin(id, version, path, sha256, enabled);
  }
}
