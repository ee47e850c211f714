package dev.connectorkit.console.watch;

import dev.connectorkit.console.database.Readiness;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.Area;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.function.BooleanSupplier;

/**
 * For load balancers and process managers. Live: the process answers. Ready: the database does,
 * too. A console that is not ready must not be restarted for it.
 */
public final class Health implements Area {

  private final Readiness readiness;
  private final BooleanSupplier fileBroken;

  /**
   * @param fileBroken whether the file of instances cannot be used as it is now. That makes no node
   *     unready, or one bad file would take away all of them at once
   */
  public Health(Readiness readiness, BooleanSupplier fileBroken) {
    this.readiness = readiness;
    this.fileBroken = fileBroken;
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
    say(
        context,
        !ready
            ? "the database does not answer"
            : fileBroken.getAsBoolean()
                ? "ready, with the instances that the file had before: it cannot be used now"
                : "ready");
  }

  private static void say(Context context, String text) {
    context.contentType("text/plain; charset=utf-8").result(text + "\n");
  }
}
