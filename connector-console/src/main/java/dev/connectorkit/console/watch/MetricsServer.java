package dev.connectorkit.console.watch;

import dev.connectorkit.console.error.SettingException;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers {@code /metrics} on an address of its own, which no load balancer leads to: whoever
 * reaches it may read it.
 */
public final class MetricsServer implements AutoCloseable {

  private static final int MOST_THREADS = 8;
  private static final int LEAST_THREADS = 1;
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final Javalin server;

  private MetricsServer(Javalin server) {
    this.server = server;
  }

  /**
   * @throws SettingException when nothing can listen there
   */
  public static MetricsServer start(InetSocketAddress address, Metrics metrics) {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
              config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
              config.routes.get(
                  "/metrics", context -> context.contentType(FORMAT).result(metrics.text()));
            });
    try {
      server.start(address.getHostString(), address.getPort());
    } catch (JavalinBindException e) {
      server.stop();
      throw new SettingException(
          "The metrics cannot be served at "
              + address.getHostString()
              + " port "
              + address.getPort()
              + ": it is in use by another program, or not an address of this machine. Choose"
              + " another with --metrics.");
    }
    return new MetricsServer(server);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
