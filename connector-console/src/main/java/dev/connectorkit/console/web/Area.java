package dev.connectorkit.console.web;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** A part of the site: its routes, and how it tells that something failed. */
public interface Area {

  /** Whether a path is of this area; the first area that covers a path answers its failures. */
  boolean covers(String path);

  void addTo(RoutesConfig routes);

  /** Answers a request that failed; the status is set already. */
  void failed(ConnectorException failure, Context context);

  /** Answers a request that was refused; the status is set already. */
  void refused(ConsoleException refusal, Context context);
}
