package dev.connectorkit.console.api;

import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.Map;

/** The audit trail. */
public final class ActivityOperations implements ApiGroup {

  private final AuditTrail audit;

  public ActivityOperations(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get("/activity", this::list);
  }

  private ApiAnswer list(ApiRequest request) {
    PageOfList page = PageOfList.asked(request);
    return ApiAnswer.ok(
        page.json(
            audit.entries(page.before(), page.toRead()), AuditEntry::id, ActivityOperations::json));
  }

  private static Map<String, Object> json(AuditEntry entry) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", entry.id());
    json.put("at", entry.at().toString());
    json.put("actor", entry.actor());
    json.put("action", entry.action());
    json.put("subject", Json.orNull(entry.subject()));
    json.put("before", Json.orNull(entry.before()));
    json.put("after", Json.orNull(entry.after()));
    return json;
  }
}
