package dev.connectorkit.console.api;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.catalogue.CatalogueEntry;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.spi.ConnectorMetadata;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The connectors that were found, and the jars that cannot be used. */
public final class ConnectorOperations implements ApiGroup {

  private final Catalogue catalogue;

  public ConnectorOperations(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get("/connectors", request -> list());
    routes.post("/connectors/reload", this::reload);
    routes.get("/connectors/{id}", this::get);
  }

  private ApiAnswer list() {
    var body = new LinkedHashMap<String, Object>();
    body.put("items", catalogue.entries().stream().map(ConnectorOperations::entry).toList());
    body.put("problems", catalogue.problems().stream().map(ConnectorOperations::problem).toList());
    return ApiAnswer.ok(body);
  }

  private ApiAnswer reload(ApiRequest request) {
    request.optionalBody().end();
    catalogue.reload(request.actor());
    return list();
  }

  private ApiAnswer get(ApiRequest request) {
    AvailableConnector connector = catalogue.get(request.part("id"));
    ConnectorMetadata metadata = connector.metadata();
    Map<String, Object> body = entry(catalogue.entry(connector));
    body.put("target", metadata.target());
    body.put(
        "capabilities",
        metadata.capabilities().stream().map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
    body.put("origins", metadata.origins().stream().map(URI::toString).toList());
    var links = new LinkedHashMap<String, String>();
    metadata.links().forEach((title, address) -> links.put(title, address.toString()));
    body.put("links", links);
    body.put("readme", metadata.readme());
    // It was read as strict JSON before the connector came to be here.
    body.put("configSchema", new RawValue(connector.configSchema().json()));
    return ApiAnswer.ok(body);
  }

  private static Map<String, Object> entry(CatalogueEntry entry) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", entry.id());
    json.put("name", entry.name());
    json.put("description", entry.description());
    json.put("version", Json.orNull(entry.version()));
    json.put("jar", Json.orNull(entry.jar()));
    json.put("sha256", Json.orNull(entry.sha256()));
    json.put(
        "conformanceLevel",
        Optional.of(entry.level())
            .filter(level -> !level.isEmpty())
            .map(Integer::valueOf)
            .orElse(null));
    json.put("instances", entry.instances());
    return json;
  }

  private static Map<String, String> problem(PluginProblem problem) {
    var json = new LinkedHashMap<String, String>();
    json.put("jar", String.valueOf(problem.jar().getFileName()));
    json.put("code", problem.kind().name().toLowerCase(Locale.ROOT));
    json.put("reason", problem.reason());
    json.put("remedy", problem.remedy());
    return json;
  }
}
