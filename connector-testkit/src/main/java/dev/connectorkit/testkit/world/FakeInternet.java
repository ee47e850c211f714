package dev.connectorkit.testkit.world;

import dev.connectorkit.testkit.world.ConnectProxy.Destination;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private final Journal journal = new Journal();
  private final ExecutorService threads = Executors.newCachedThreadPool(FakeInternet::daemon);
  private final ConnectProxy proxy;

  private FakeInternet(Map<String, Destination> byAuthority) throws IOException {
    proxy = new ConnectProxy(byAuthority, journal, threads);
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
    return Authority.OF_THIS_PROCESS.certificate();
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    proxy.close();
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "fake-world");
    thread.setDaemon(true);
    return thread;
  }

  /** Collects the origins of a world. */
  public static final class Builder {
    private final Map<String, Destination> byAuthority = new LinkedHashMap<>();

    private Builder() {}

    /** Adds an origin such as {@code https://huggingface.co}. */
    public Builder origin(String origin, FakeOrigin fake) {
      return origin(origin, fake, ServerCertificate.GOOD);
    }

    /** Adds an origin with a certificate of some kind. */
    public Builder origin(String origin, FakeOrigin fake, ServerCertificate certificate) {
      URI uri = URI.create(origin);
      if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
        throw new IllegalArgumentException("not an https origin: " + origin);
      }
      byAuthority.put(
          uri.getHost() + ":" + (uri.getPort() == -1 ? 443 : uri.getPort()),
          new Destination(
              fake, Authority.OF_THIS_PROCESS.serverContext(uri.getHost(), certificate)));
      return this;
    }

    public FakeInternet start() {
      try {
        return new FakeInternet(Map.copyOf(byAuthority));
      } catch (IOException e) {
        throw new UncheckedIOException("The fake world cannot listen on loopback.", e);
      }
    }
  }
}
