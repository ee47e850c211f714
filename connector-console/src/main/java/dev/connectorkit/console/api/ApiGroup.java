package dev.connectorkit.console.api;

/** Operations that belong together. */
public interface ApiGroup {

  /** Adds its operations; each of them stands in {@code openapi.yaml} as well. */
  void addTo(ApiRoutes routes);
}
