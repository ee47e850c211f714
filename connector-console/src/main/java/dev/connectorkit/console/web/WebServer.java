package dev.connectorkit.console.web;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server, made of areas. */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  // After a failure that passes by itself, such as a database that is away.
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final long MAX_REQUEST_BYTES = 1_000_000;
  private static final int RESPONSE_BUFFER_BYTES = 4_096;
  private static final Pattern SECRET_PATH =
      Pattern.compile("^(/admin/set-up/|/admin/tries/|/api/v1/tries/).*");
  private static final String ANSWERED = "console.answered";

  private final Javalin server;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private WebServer(Javalin server) {
    this.server = server;
  }

  /**
   * @param listen the address to listen on, such as 127.0.0.1
   * @param publicUrl where browsers reach it
   * @param areas the last one covers every path
   * @throws SettingException when the port is in use or the address is not of this machine
   */
  public static WebServer start(String listen, int port, URI publicUrl, List<Area> areas) {
    Javalin server = Javalin.create(config -> configure(config, publicUrl, areas));
    try {
      server.start(listen, port);
    } catch (JavalinBindException e) {
      server.stop();
      throw new SettingException(
          "Nothing can listen on "
              + listen
              + " port "
              + port
              + ": it is in use by another program, or not an address of this machine."
              + " Choose another with --port or --listen.");
    }
    var web = new WebServer(server);
    Runtime.getRuntime().addShutdownHook(new Thread(web.stopped::countDown));
    return web;
  }

  public int port() {
    return server.port();
  }

  /** What it answers, such as {@code GET /me}: for whoever holds a description against it. */
  public List<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(parsed -> parsed.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .toList();
  }

  /** Waits until the program is told to stop. */
  public void join() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void configure(JavalinConfig config, URI publicUrl, List<Area> areas) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    // Pages are small, and what is compressed tells by its length what is in it.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.maxRequestSize = MAX_REQUEST_BYTES;
    // Each response is copied through an array of that size, however small it is.
    config.http.responseBufferSize = RESPONSE_BUFFER_BYTES;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    // The server's own sessions, which it would look for in every request. Nobody has one.
    config.jetty.modifyServletContextHandler(
        handler -> {
          handler.getSessionHandler().setUsingCookies(false);
          handler.getSessionHandler().setUsingUriParameters(false);
        });
    config.requestLogger.http((context, millis) -> RequestId.end());
    RoutesConfig routes = config.routes;
    boolean secure = "https".equals(publicUrl.getScheme());
    var sameOrigin = new SameOrigin(publicUrl);
    // One handler: each is looked for, and found, at every request.
    routes.before(
        context -> {
          RequestId.begin(context);
          SecurityHeaders.set(context, secure);
          sameOrigin.check(context);
          Forms.check(context);
        });
    // The public's first: a path is held against one route after the other until it fits.
    for (int i = areas.size() - 1; i >= 0; i--) {
      areas.get(i).addTo(routes);
    }
    routes.get("/assets/{file}", Assets::serve);
    routes.exception(ConnectorException.class, (e, context) -> failed(e, context, areas));
    routes.exception(ConsoleException.class, (e, context) -> refused(e, context, areas));
    routes.exception(Exception.class, (e, context) -> unexpected(e, context, areas));
    routes.error(HttpStatus.NOT_FOUND.getCode(), context -> notFound(context, areas));
  }

  private static void failed(ConnectorException failure, Context context, List<Area> areas) {
    context.attribute(ANSWERED, Boolean.TRUE);
    if (failure.error() != ConnectorError.ACCESS_DENIED) {
      LOG.warn("{} {}: {}", context.method(), logged(context), failure.getMessage());
    }
    context.status(failure.error().httpStatus());
    if (failure.error().httpStatus() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
      retryAfter(context, Optional.of(failure.retryAfter().orElse(LATER)));
    }
    of(context, areas).failed(failure, context);
  }

  private static void refused(ConsoleException refusal, Context context, List<Area> areas) {
    context.attribute(ANSWERED, Boolean.TRUE);
    context.status(refusal.error().httpStatus());
    retryAfter(context, refusal.retryAfter());
    of(context, areas).refused(refusal, context);
  }

  private static void unexpected(Exception failure, Context context, List<Area> areas) {
    LOG.error("{} {} failed", context.method(), logged(context), failure);
    ConnectorException said = ConnectorException.of(ConnectorError.UNEXPECTED).build();
    context.status(said.error().httpStatus());
    of(context, areas).failed(said, context);
  }

  /** The server's own page says what it is made of. */
  private static void notFound(Context context, List<Area> areas) {
    if (context.attribute(ANSWERED) == null) {
      of(context, areas)
          .refused(
              new ConsoleException(ConsoleError.NOT_FOUND, "There is nothing at this address."),
              context);
    }
  }

  /** The path, without what opens something to whoever reads the log. */
  private static String logged(Context context) {
    return SECRET_PATH.matcher(context.path()).replaceFirst("$1…");
  }

  private static void retryAfter(Context context, Optional<Duration> wait) {
    wait.ifPresent(
        time -> context.header("Retry-After", Long.toString(Math.max(1, time.toSeconds()))));
  }

  private static Area of(Context context, List<Area> areas) {
    return areas.stream()
        .filter(area -> area.covers(context.path()))
        .findFirst()
        .orElseGet(() -> areas.get(areas.size() - 1));
  }
}
