package dev.connectorkit.console.api;

import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The audit trail. */
public final class ActivityOperations implements ApiGroup {

  private static final int MOST = 200;
  private static final int USUAL = 50;

  private final AuditTrail audit;

  public ActivityOperations(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get("/activity", this::list);
  }

  private ApiAnswer list(ApiRequest request) {
    long before = request.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = Math.toIntExact(request.number("limit", 1, MOST, USUAL));
    List<AuditEntry> entries = audit.entries(before, limit + 1);
    boolean more = entries.size() > limit;
    List<AuditEntry> shown = more ? entries.subList(0, limit) : entries;
    var body = new LinkedHashMap<String, Object>();
    body.put("items", shown.stream().map(ActivityOperations::json).toList());
    body.put("next", more ? shown.get(shown.size() - 1).id() : null);
    return ApiAnswer.ok(body);
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
