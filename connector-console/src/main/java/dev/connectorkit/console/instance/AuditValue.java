package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.ConfigJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the audit trail shows of an instance: everything but its secrets. */
public final class AuditValue {

  private AuditValue() {}

  public static String of(StoredInstance instance) {
    var value = new LinkedHashMap<String, Object>();
    value.put("connector", instance.connectorId());
    value.put("state", instance.state().name());
    instance.displayName().ifPresent(name -> value.put("name", name));
    value.put("config", instance.config());
    var secrets = new LinkedHashMap<String, String>();
    instance.secrets().forEach((pointer, at) -> secrets.put(pointer, "set " + at));
    value.put("secrets", secrets);
    return ConfigJson.write(value);
  }

  static String of(String text) {
    return ConfigJson.write(Map.of("value", text));
  }
}
