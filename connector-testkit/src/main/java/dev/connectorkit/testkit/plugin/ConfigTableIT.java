package dev.connectorkit.testkit.plugin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.connectorkit.host.ConnectorHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the table of config keys on a connector's page equal to its config schema. The pom names
 * the page by the property {@code connector.page}; {@code -Ddocs.write=true} writes the table.
 */
@EnabledIfSystemProperty(
    named = "connector.page",
    matches = ".+",
    disabledReason = "The pom names no page of the connector (connector.page).")
class ConfigTableIT {

  private final Path page = Path.of(System.getProperty("connector.page", ""));

  @Test
  void thePageSaysWhatTheSchemaSays(@TempDir Path plugins) throws IOException {
    String text = Files.readString(page);
    assertTrue(
        ConfigTable.hasPlaceIn(text),
        page
            + " has no place for the table of config keys. Put the lines <!-- config: start --> and"
            + " <!-- config: end --> where it belongs.");
    String expected = ConfigTable.put(table(plugins), text);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(page, expected);
    }

    ToldFailure.unlessEmpty(
        ConfigTable.differences(page.toString(), expected, Files.readString(page)));
  }

  private static String table(Path plugins) throws IOException {
    ToldFailure.unlessEmpty(
        JarDiagnosis.of(BuiltJar.path()).stream().map(Complaint::toString).toList());
    BuiltJar.copyTo(plugins);
    try (ConnectorHost host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .open()) {
      return ConfigTable.of(host.connectors().get(0).form());
    }
  }
}
