package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** A change that is not live yet: put live, or discarded. */
public final class PendingPages implements AdminPages {

  private static final String ONE = "/admin/instances/{id}/";

  private final PendingChanges changes;
  private final Templates templates = new Templates();

  public PendingPages(PendingChanges changes) {
    this.changes = changes;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.post(routes, ONE + "put-live", (context, session) -> putLive(context, session, gate));
    gate.post(
        routes,
        ONE + "discard",
        (context, session) -> {
          changes.discard(id(context), session.operator());
          back(context, "discarded");
        });
  }

  private void putLive(Context context, OperatorSession session, Gate gate) {
    try {
      changes.putLive(id(context), Forms.of(context).containsKey("anyway"), session.operator());
      back(context, "put-live");
    } catch (ConsoleException e) {
      if (e.error() != ConsoleError.NOT_TRIED) {
        throw e;
      }
      context.status(e.error().httpStatus());
      templates.render(
          context,
          "admin/put-live.jte",
          Map.of(
              "shell", gate.shell(context, session, "instances"),
              "id", id(context),
              "sentence", String.valueOf(e.getMessage())));
    }
  }

  private static String id(Context context) {
    return context.pathParam("id");
  }

  private static void back(Context context, String done) {
    context.redirect("/admin/instances/" + id(context) + "?done=" + done, HttpStatus.SEE_OTHER);
  }
}
