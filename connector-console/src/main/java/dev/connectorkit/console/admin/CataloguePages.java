package dev.connectorkit.console.admin;

import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** The connectors that were found, and the jars that cannot be used. */
public final class CataloguePages implements AdminPages {

  private final Catalogue catalogue;
  private final Templates templates = new Templates();

  public CataloguePages(Catalogue catalogue) {
    this.catalogue = catalogue;
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
            "shell", gate.shell(context, session, "connectors"),
            "entries", catalogue.entries(),
            "problems", catalogue.problems()));
  }

  private void reload(Context context, OperatorSession session) {
    catalogue.reload(session.operator());
    context.redirect("/admin/connectors?done=reloaded", HttpStatus.SEE_OTHER);
  }
}
