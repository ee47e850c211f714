package dev.connectorkit.console.watch;

import dev.connectorkit.console.database.Readiness;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.Area;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * For load balancers and process managers. Live: the process answers. Ready: the database does,
 * too. A console that is not ready must not be restarted for it.
 */
public final class Health implements Area {

  private final Readiness readiness;

  public Health(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public boolean covers(String path) {
    return path.startsWith("/health/");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health/live", context -> say(context, "live"));
    routes.get("/health/ready", this::ready);
  }

  @Override
  public void failed(ConnectorException failure, Context context) {
    say(context, failure.error().code());
  }

  @Override
  public void refused(ConsoleException refusal, Context context) {
    say(context, refusal.error().code());
  }

  private void ready(Context context) {
    boolean ready = readiness.isReady();
    context.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    say(context, ready ? "ready" : "the database does not answer");
  }

  private static void say(Context context, String text) {
    context.contentType("text/plain; charset=utf-8").result(text + "\n");
  }
}
