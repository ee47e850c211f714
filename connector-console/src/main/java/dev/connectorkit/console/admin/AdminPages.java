package dev.connectorkit.console.admin;

import io.javalin.config.RoutesConfig;

/** Some of the operator's pages. */
public interface AdminPages {
  void addTo(RoutesConfig routes, Gate gate);
}
