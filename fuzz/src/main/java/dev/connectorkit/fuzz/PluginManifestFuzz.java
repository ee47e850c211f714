package dev.connectorkit.fuzz;

import dev.connectorkit.host.plugin.PluginJar;

/** The manifest of a plugin jar that is good in everything else. */
final class PluginManifestFuzz {

  private PluginManifestFuzz() {}

  static boolean accepts(byte[] input) {
    PluginJar jar = PluginJarFuzz.judged(PluginFiles.jar(input));
    return jar != null;
  }
}
