package dev.connectorkit.console.api;

import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.setting.ShownSetting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the program was started with, and where each setting comes from. */
public final class SettingOperations implements ApiGroup {

  private final List<ShownSetting> settings;
  private final InstanceSync sync;

  public SettingOperations(List<ShownSetting> settings, InstanceSync sync) {
    this.settings = List.copyOf(settings);
    this.sync = sync;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get("/settings", request -> list());
  }

  private ApiAnswer list() {
    var body = new LinkedHashMap<String, Object>();
    body.put("items", settings.stream().map(SettingOperations::json).toList());
    body.put("problems", SourceProblems.json(sync.sourceProblems()));
    return ApiAnswer.ok(body);
  }

  private static Map<String, Object> json(ShownSetting setting) {
    var json = new LinkedHashMap<String, Object>();
    json.put("option", setting.option().orElse(null));
    json.put("variable", setting.variable());
    json.put("set", setting.set());
    json.put("secret", setting.secret());
    json.put("value", setting.value().orElse(null));
    json.put("source", setting.source().code());
    return json;
  }
}
