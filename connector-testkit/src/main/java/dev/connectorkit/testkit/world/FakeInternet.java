package dev.connectorkit.testkit.world;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fake origins at their real https addresses. Whoever uses {@link #proxy()} and trusts {@link
 * #authority()} reaches them, and nothing else: the code under test and real browsers alike.
 */
public final class FakeInternet implements AutoCloseable {

  private final Authority authority = new Authority();
  private final Journal journal = new Journal();
  private final ExecutorService threads = Executors.newCachedThreadPool(FakeInternet::daemon);
  private final HttpsServer server;
  private final ConnectProxy proxy;

  private FakeInternet(Map<String, FakeOrigin> byHost) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.serverContext(byHost.keySet())));
    server.setExecutor(threads);
    server.createContext("/", new OriginHandler("https", byHost, journal));
    server.start();
    proxy = new ConnectProxy(byHost.keySet(), server.getAddress(), journal, threads);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The HTTP proxy, on loopback. */
  public InetSocketAddress proxy() {
    return proxy.address();
  }

  /** The certificate authority to trust. */
  public X509Certificate authority() {
    return authority.certificate();
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    proxy.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "fake-world");
    thread.setDaemon(true);
    return thread;
  }

  /** Collects the origins of a world. */
  public static final class Builder {
    private final Map<String, FakeOrigin> byHost = new LinkedHashMap<>();

    private Builder() {}

    /** Adds an origin such as {@code https://huggingface.co}; port 443 only. */
    public Builder origin(String origin, FakeOrigin fake) {
      URI uri = URI.create(origin);
      if (!"https".equals(uri.getScheme()) || uri.getPort() != -1 || uri.getHost() == null) {
        throw new IllegalArgumentException("not an https origin on port 443: " + origin);
      }
      byHost.put(uri.getHost(), fake);
      return this;
    }

    public FakeInternet start() {
      try {
        return new FakeInternet(Map.copyOf(byHost));
      } catch (IOException e) {
        throw new UncheckedIOException("The fake world cannot listen on loopback.", e);
      }
    }
  }
}
