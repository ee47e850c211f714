package dev.connectorkit.console.web;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web site on loopback. */
public final class SignInSite implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SignInSite.class);

  private final Javalin server;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private SignInSite(Javalin server) {
    this.server = server;
  }

  /**
   * @param practice whether the page says that sign-ins go to a practice provider
   */
  public static SignInSite start(ConnectorHost host, int port, boolean practice) {
    var routes = new Routes(host, practice);
    var sameOrigin = new SameOrigin(host.redirectUri("any"));
    Javalin server = Javalin.create(config -> configure(config, routes, sameOrigin));
    var site = new SignInSite(server.start("127.0.0.1", port));
    Runtime.getRuntime().addShutdownHook(new Thread(site.stopped::countDown));
    return site;
  }

  /** Waits until the program is told to stop. */
  public void join() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void configure(JavalinConfig config, Routes routes, SameOrigin sameOrigin) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.routes.before(SecurityHeaders::set);
    config.routes.before(sameOrigin::check);
    config.routes.before(Forms::check);
    config.routes.get("/", routes::index);
    config.routes.post("/sign-in/{instance}", routes::begin);
    config.routes.get("/callback/{instance}", routes::complete);
    config.routes.post("/callback/{instance}", routes::complete);
    config.routes.get("/me", routes::me);
    config.routes.post("/sign-out", routes::signOut);
    config.routes.get("/logo/{connector}/{variant}", routes::logo);
    config.routes.get("/assets/{file}", Assets::serve);
    config.routes.exception(ConnectorException.class, routes::failed);
    config.routes.exception(Exception.class, (e, context) -> unexpected(e, context, routes));
    config.routes.error(HttpStatus.NOT_FOUND.getCode(), routes::notFound);
  }

  private static void unexpected(Exception failure, Context context, Routes routes) {
    LOG.error("{} {} failed", context.method(), context.path(), failure);
    routes.failed(ConnectorException.of(ConnectorError.UNEXPECTED).build(), context);
  }
}
