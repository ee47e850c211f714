package dev.connectorkit.console.handover;

import dev.connectorkit.console.json.StoredJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the audit trail shows of an application: everything but its secrets. */
public final class ApplicationText {

  private ApplicationText() {}

  public static String audit(Application application) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", application.name());
    value.put("redirectUris", application.redirectUris());
    value.put("instances", application.instances());
    value.put("secrets", application.secrets().size());
    return StoredJson.write(value);
  }
}
