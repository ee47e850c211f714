package dev.connectorkit.console.catalogue;

import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.plugin.InstalledPlugin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A connector on the catalogue page; texts are empty where there is nothing to say.
 *
 * @param plugin id of the plugin that it came from
 * @param level the conformance level that a report beside the jar states about this very jar
 * @param instances ids of its instances
 */
public record CatalogueEntry(
    String id,
    String name,
    String description,
    String plugin,
    String version,
    String jar,
    String sha256,
    String level,
    List<String> instances) {

  static CatalogueEntry of(
      AvailableConnector connector, Optional<InstalledPlugin> plugin, List<String> instances) {
    var metadata = connector.metadata();
    return new CatalogueEntry(
        metadata.id(),
        metadata.name().in(Locale.ENGLISH),
        metadata.description().in(Locale.ENGLISH),
        plugin.map(InstalledPlugin::id).orElse(""),
        plugin.map(InstalledPlugin::version).orElse(""),
        plugin.map(known -> String.valueOf(known.jar().getFileName())).orElse(""),
        plugin.map(InstalledPlugin::sha256).orElse(""),
        plugin.flatMap(ConformanceReports::level).map(String::valueOf).orElse(""),
        instances);
  }
}
