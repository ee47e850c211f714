package dev.connectorkit.console.admin;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.plugin.InstalledPlugin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The connectors that were found, and the jars that cannot be used. */
public final class CataloguePages implements AdminPages {

  private final ConnectorHost host;
  private final InstanceSync sync;
  private final AuditTrail audit;
  private final boolean changes;
  private final String trustFile;
  private final Templates templates = new Templates();

  /**
   * @param changes whether plugins can be changed here
   * @param trustFile that names the only jars in use; empty for none
   */
  public CataloguePages(
      ConnectorHost host,
      InstanceSync sync,
      AuditTrail audit,
      boolean changes,
      Optional<Path> trustFile) {
    this.host = host;
    this.sync = sync;
    this.audit = audit;
    this.changes = changes;
    this.trustFile = trustFile.map(Path::toString).orElse("");
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, "/admin/connectors", (context, session) -> catalogue(context, session, gate));
    gate.post(routes, "/admin/connectors/reload", this::reload);
  }

  private void catalogue(Context context, OperatorSession session, Gate gate) {
    List<CatalogueEntry> entries =
        host.connectors().stream()
            .map(connector -> entry(connector))
            .sorted(Comparator.comparing(entry -> entry.name().toLowerCase(Locale.ROOT)))
            .toList();
    templates.render(
        context,
        "admin/connectors.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "connectors"),
            "entries",
            entries,
            "disabled",
            host.plugins().list().stream().filter(plugin -> !plugin.enabled()).toList(),
            "changes",
            changes,
            "trustFile",
            trustFile,
            "problems",
            host.plugins().problems()));
  }

  private void reload(Context context, OperatorSession session) {
    host.plugins().rescan();
    audit.add(session.operator(), "plugins.reloaded", "");
    context.redirect("/admin/connectors?done=reloaded", HttpStatus.SEE_OTHER);
  }

  private CatalogueEntry entry(AvailableConnector connector) {
    Optional<InstalledPlugin> plugin =
        connector
            .pluginId()
            .flatMap(
                id ->
                    host.plugins().list().stream()
                        .filter(installed -> installed.id().equals(id))
                        .findFirst());
    List<String> instances =
        sync.seen().stream()
            .filter(instance -> instance.connectorId().equals(connector.metadata().id()))
            .map(StoredInstance::id)
            .toList();
    return CatalogueEntry.of(connector, plugin, instances);
  }
}
