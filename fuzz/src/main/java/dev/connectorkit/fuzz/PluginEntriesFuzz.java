package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.connectorkit.host.plugin.PluginJar;
import java.util.LinkedHashMap;

/**
 * The entries of a jar whose zip is sound, so that no checksum stands between the fuzzer and the
 * rules. Entries are separated by lines of four dashes; the first line of each is its name.
 */
final class PluginEntriesFuzz {

  private static final String SEPARATOR = "\n----\n";

  private PluginEntriesFuzz() {}

  static boolean accepts(byte[] input) {
    var entries = new LinkedHashMap<String, byte[]>();
    for (String entry : new String(input, ISO_8859_1).split(SEPARATOR, -1)) {
      int line = entry.indexOf('\n');
      String name = line < 0 ? entry : entry.substring(0, line);
      String content = line < 0 ? "" : entry.substring(line + 1);
      entries.put(name, content.getBytes(ISO_8859_1));
    }
    PluginJar jar = PluginJarFuzz.judged(PluginFiles.zip(entries));
    if (jar != null) {
      PluginJarFuzz.load(jar);
    }
    return jar != null;
  }
}
