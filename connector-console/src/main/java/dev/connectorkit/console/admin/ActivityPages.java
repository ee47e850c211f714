package dev.connectorkit.console.admin;

import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The audit trail. */
public final class ActivityPages implements AdminPages {

  private static final int ON_A_PAGE = 50;

  private final AuditTrail audit;
  private final Templates templates = new Templates();

  public ActivityPages(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, "/admin/activity", (context, session) -> show(context, session, gate));
  }

  private void show(Context context, OperatorSession session, Gate gate) {
    List<AuditEntry> entries = audit.entries(before(context), ON_A_PAGE + 1);
    boolean more = entries.size() > ON_A_PAGE;
    List<AuditEntry> shown = more ? entries.subList(0, ON_A_PAGE) : entries;
    templates.render(
        context,
        "admin/activity.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "activity"),
            "entries",
            shown,
            "older",
            more ? Long.toString(shown.get(shown.size() - 1).id()) : ""));
  }

  private static long before(Context context) {
    String text = String.valueOf(context.queryParam("before"));
    return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }
}
