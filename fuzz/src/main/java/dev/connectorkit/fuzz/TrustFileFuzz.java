package dev.connectorkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.PluginJar;
import dev.connectorkit.host.plugin.TrustFile;
import dev.connectorkit.host.plugin.UnusablePluginException;
import java.nio.file.Path;

/** The trust file, and whether it lets one jar in. */
final class TrustFileFuzz {

  private static final Path FOLDER = PluginFiles.newFolder();
  private static final Path TRUST = FOLDER.resolve("trust.json");
  private static final Path JAR =
      PluginFiles.write(FOLDER.resolve("sample.jar"), PluginFiles.jar(PluginFiles.GOOD_MANIFEST));
  private static final PluginFolder PLUGINS =
      new PluginFolder(FOLDER, PluginFiles.KIT_VERSION, TrustFile.of(TRUST));

  private TrustFileFuzz() {}

  static boolean accepts(byte[] input) {
    PluginFiles.write(TRUST, input);
    try {
      PluginJar jar = PLUGINS.judgeForeign(JAR);
      Finding.unless(names(LenientJson.of(input).node(), jar), "Trusted unasked.");
      return true;
    } catch (UnusablePluginException e) {
      Refusals.checkText(e);
      Finding.unless(!e.of(JAR).remedy().isBlank(), "A refusal without a remedy.");
      return false;
    }
  }

  private static boolean names(JsonNode file, PluginJar jar) {
    for (JsonNode entry : file.path("plugins")) {
      if (jar.id().equals(entry.path("id").textValue())
          && jar.version().equals(entry.path("version").textValue())
          && jar.sha256().equals(entry.path("sha256").textValue())) {
        return true;
      }
    }
    return false;
  }
}
