package dev.connectorkit.console.api;

import dev.connectorkit.console.operator.ApiRight;
import dev.connectorkit.console.plugin.PluginChanges;
import dev.connectorkit.host.plugin.InstalledPlugin;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The plugins of this node. Changing them has to be allowed where the console is started. No
 * password is asked for as on the page: that is for a browser that was left open, and a token is in
 * none.
 */
public final class PluginOperations implements ApiGroup {

  private static final String ALL = "/plugins";
  private static final String ONE = "/plugins/{id}";

  private final PluginChanges plugins;

  public PluginOperations(PluginChanges plugins) {
    this.plugins = plugins;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get(ALL, request -> list());
    routes.post(ALL, ApiRight.PLUGINS, this::add);
    routes.get(ONE, request -> ApiAnswer.ok(json(plugins.get(id(request)))));
    routes.delete(ONE, ApiRight.PLUGINS, this::remove);
    routes.post(ONE + "/enable", ApiRight.PLUGINS, this::enable);
    routes.post(ONE + "/disable", ApiRight.PLUGINS, this::disable);
  }

  private ApiAnswer list() {
    var body = new LinkedHashMap<String, Object>();
    body.put("items", plugins.list().stream().map(PluginOperations::json).toList());
    body.put("changeable", plugins.allowed());
    return ApiAnswer.ok(body);
  }

  private ApiAnswer add(ApiRequest request) {
    // Without reading what was sent.
    plugins.requireAllowed();
    PluginChanges.Added added =
        plugins.add("", request.stream(MediaTypes.JAR, PluginChanges.MAX_BYTES), request.actor());
    Map<String, Object> body = json(added.plugin());
    return added.upgraded()
        ? ApiAnswer.ok(body)
        : ApiAnswer.created(ApiRoutes.ROOT + ALL + "/" + added.plugin().id(), body);
  }

  private ApiAnswer remove(ApiRequest request) {
    plugins.remove(id(request), request.actor());
    return ApiAnswer.nothing();
  }

  private ApiAnswer enable(ApiRequest request) {
    request.optionalBody().end();
    plugins.enable(id(request), request.actor());
    return ApiAnswer.ok(json(plugins.get(id(request))));
  }

  private ApiAnswer disable(ApiRequest request) {
    request.optionalBody().end();
    plugins.disable(id(request), request.actor());
    return ApiAnswer.ok(json(plugins.get(id(request))));
  }

  private static String id(ApiRequest request) {
    return request.part("id");
  }

  private static Map<String, Object> json(InstalledPlugin plugin) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", plugin.id());
    json.put("version", plugin.version());
    json.put("jar", String.valueOf(plugin.jar().getFileName()));
    json.put("sha256", plugin.sha256());
    json.put("enabled", plugin.enabled());
    return json;
  }
}
