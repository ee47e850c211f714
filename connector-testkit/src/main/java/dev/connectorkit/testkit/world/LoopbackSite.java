package dev.connectorkit.testkit.world;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A fake origin on plain http at localhost, for a person's ordinary browser. */
public final class LoopbackSite implements AutoCloseable {

  private static final int THREADS = 16;

  private final Journal journal = new Journal();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            var thread = new Thread(work, "loopback-site");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer server;

  private LoopbackSite(FakeOrigin origin, int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", new OriginHandler("http", Map.of("*", origin), journal));
    server.start();
  }

  /**
   * @param port 0 for any that is free
   * @throws IOException when the port is in use
   */
  public static LoopbackSite start(FakeOrigin origin, int port) throws IOException {
    return new LoopbackSite(origin, port);
  }

  public URI baseUrl() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
