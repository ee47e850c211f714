package dev.connectorkit.console.admin;

import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The connectors that were found, and the jars that cannot be used. */
public final class CataloguePages implements AdminPages {

  private final Catalogue catalogue;
  private final boolean changes;
  private final String trustFile;
  private final Templates templates = new Templates();

  /**
   * @param changes whether plugins can be changed here
   * @param trustFile that names the only jars in use; empty for none
   */
  public CataloguePages(Catalogue catalogue, boolean changes, Optional<Path> trustFile) {
    this.catalogue = catalogue;
    this.changes = changes;
    this.trustFile = trustFile.map(Path::toString).orElse("");
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, "/admin/connectors", (context, session) -> show(context, session, gate));
    gate.post(routes, "/admin/connectors/reload", this::reload);
  }

  private void show(Context context, OperatorSession session, Gate gate) {
    templates.render(
        context,
        "admin/connectors.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "connectors"),
            "entries",
            catalogue.entries(),
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
