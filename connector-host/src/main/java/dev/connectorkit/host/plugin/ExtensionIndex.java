package dev.connectorkit.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** PF4J's list of extensions in a jar, written by its annotation processor. */
final class ExtensionIndex {

  private static final String NAME = "META-INF/extensions.idx";
  private static final int MAX_BYTES = 64 * 1024;

  private ExtensionIndex() {}

  /** A plugin has exactly one extension: its factory. */
  static void check(JarFile jar) throws IOException, UnusablePluginException {
    List<String> extensions = read(jar);
    if (extensions.size() != 1) {
      throw new UnusablePluginException(
          Kind.NO_SINGLE_FACTORY,
          NAME + " lists " + extensions.size() + " extensions instead of one.",
          "Annotate exactly one ConnectorFactory with @Extension, and let PF4J's annotation"
              + " processor run (JDK 23 and later run none unless it is configured).");
    }
    String factory = extensions.get(0);
    if (jar.getJarEntry(factory.replace('.', '/') + ".class") == null) {
      throw new UnusablePluginException(
          Kind.NO_SINGLE_FACTORY,
          NAME + " names the class " + Foreign.text(factory) + ", which is not in the jar.",
          "Build the jar from clean; where classes are relocated, the index must follow.");
    }
  }

  private static List<String> read(JarFile jar) throws IOException {
    JarEntry index = jar.getJarEntry(NAME);
    if (index == null) {
      return List.of();
    }
    try (InputStream in = jar.getInputStream(index)) {
      return new String(in.readNBytes(MAX_BYTES), UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
