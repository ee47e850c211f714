package dev.connectorkit.console.api;

import dev.connectorkit.console.instance.ProviderRelease;
import dev.connectorkit.console.provider.KnownProvider;
import java.util.LinkedHashMap;
import java.util.Map;

/** The providers that people signed in with. */
public final class KnownProviderOperations implements ApiGroup {

  private static final String ALL = "/known-providers";

  private final ProviderRelease providers;

  public KnownProviderOperations(ProviderRelease providers) {
    this.providers = providers;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get(ALL, request -> list());
    routes.delete(ALL + "/{id}", this::release);
  }

  private ApiAnswer list() {
    return ApiAnswer.ok(
        Map.of("items", providers.list().stream().map(KnownProviderOperations::json).toList()));
  }

  private ApiAnswer release(ApiRequest request) {
    providers.release(request.part("id"), request.actor());
    return ApiAnswer.nothing();
  }

  private static Map<String, Object> json(ProviderRelease.Listed listed) {
    KnownProvider known = listed.provider();
    var json = new LinkedHashMap<String, Object>();
    json.put("id", known.instanceId());
    json.put("target", known.target());
    json.put("connector", known.connectorId());
    json.put("provider", known.values());
    json.put("since", known.since().toString());
    json.put("inUse", listed.inUse());
    return json;
  }
}
