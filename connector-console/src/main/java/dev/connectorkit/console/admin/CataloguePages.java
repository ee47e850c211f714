package dev.connectorkit.console.admin;

import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.catalogue.CatalogueEntry;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The connectors that were found, and the jars that cannot be used. */
public final class CataloguePages implements AdminPages {

  private final Catalogue catalogue;
  private final Applications applications;
  private final boolean changes;
  private final String trustFile;
  private final Templates templates = new Templates();

  /**
   * @param changes whether plugins can be changed here
   * @param trustFile that names the only jars in use; empty for none
   */
  public CataloguePages(
      Catalogue catalogue, Applications applications, boolean changes, Optional<Path> trustFile) {
    this.catalogue = catalogue;
    this.applications = applications;
    this.changes = changes;
    this.trustFile = trustFile.map(Path::toString).orElse("");
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, "/admin/connectors", (context, session) -> show(context, session, gate));
    gate.post(routes, "/admin/connectors/reload", this::reload);
  }

  private void show(Context context, OperatorSession session, Gate gate) {
    List<CatalogueEntry> entries = catalogue.entries();
    List<Application> registered = applications.list();
    Map<String, TakenDown> takenDown =
        entries.stream()
            .collect(
                Collectors.toMap(
                    CatalogueEntry::id, entry -> TakenDown.with(entry.instances(), registered)));
    templates.render(
        context,
        "admin/connectors.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "connectors"),
            "entries",
            entries,
            "takenDown",
            takenDown,
            "disabled",
            catalogue.disabled(),
            "changes",
            changes,
            "trustFile",
            trustFile,
            "problems",
            catalogue.problems()));
  }

  private void reload(Context context, OperatorSession session) {
    catalogue.reload(session.operator());
    context.redirect("/admin/connectors?done=reloaded", HttpStatus.SEE_OTHER);
  }
}
