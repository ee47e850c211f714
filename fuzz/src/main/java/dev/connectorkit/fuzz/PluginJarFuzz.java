package dev.connectorkit.fuzz;

import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.PluginJar;
import dev.connectorkit.host.plugin.TrustFile;
import dev.connectorkit.host.plugin.UnusablePluginException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Whole plugin jars: judged, and those that pass also loaded. */
final class PluginJarFuzz {

  private static final Path FOLDER = PluginFiles.newFolder();
  private static final Path FILE = FOLDER.resolve("fuzzed.jar");
  private static final PluginFolder PLUGINS =
      new PluginFolder(FOLDER, PluginFiles.KIT_VERSION, TrustFile.none());

  private PluginJarFuzz() {}

  static boolean accepts(byte[] input) {
    PluginJar jar = judged(input);
    if (jar != null) {
      load(jar);
    }
    return jar != null;
  }

  /** The verdict of the plugins folder; null for a refusal. */
  static @Nullable PluginJar judged(byte[] content) {
    PluginFiles.write(FILE, content);
    try {
      PluginJar jar = PLUGINS.judgeForeign(FILE);
      mustBeGood(jar);
      return jar;
    } catch (UnusablePluginException e) {
      Refusals.checkText(e);
      Finding.unless(!e.of(FILE).remedy().isBlank(), "A refusal without a remedy.");
      return null;
    }
  }

  private static void mustBeGood(PluginJar jar) {
    Finding.unless(jar.id().matches("[a-z0-9][a-z0-9.-]+"), "An id for a file: " + jar.id());
    Finding.unless(
        jar.version().matches("\\d+\\.\\d+\\.\\d+[0-9A-Za-z.+-]*"), "No version: " + jar.version());
    Finding.unless(
        !FOLDER.relativize(FOLDER.resolve(jar.id() + jar.version()).normalize()).startsWith(".."),
        "A name that leaves the folder.");
    try (var zip = new ZipFile(FILE.toFile())) {
      var names = new HashSet<String>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        mustStayInside(entry.getName());
        Finding.unless(names.add(entry.getName()), "Two entries of one name.");
      }
    } catch (IOException e) {
      throw new Finding("Accepted what is no zip.", e);
    }
  }

  private static void mustStayInside(String name) {
    boolean leaves =
        name.startsWith("/")
            || name.startsWith("\\")
            || name.contains(":")
            || List.of(name.split("[/\\\\]", -1)).contains("..");
    Finding.unless(!leaves, "An entry that leaves the jar: " + name);
    boolean ofTheHost =
        name.endsWith(".class")
            && name.matches(
                "(META-INF/versions/\\d+/)?(dev/connectorkit/(spi|oauth)|org/pf4j|org/slf4j)/.*");
    Finding.unless(!ofTheHost, "A class that only the host may define: " + name);
  }

  /** No class in the corpus is more than a head, so nothing of it can run. */
  static void load(PluginJar jar) {
    try (LoadedPlugin plugin = LoadedPlugin.load(jar, Duration.ofSeconds(5))) {
      throw new Finding("A plugin without code was loaded: " + plugin);
    } catch (UnusablePluginException e) {
      Refusals.checkText(e);
    }
  }
}
