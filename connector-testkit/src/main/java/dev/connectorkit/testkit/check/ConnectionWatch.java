package dev.connectorkit.testkit.check;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Sees connections that go past the host's HTTP: the JDK asks the default proxy selector before it
 * opens a socket, a URL or its own HTTP client's connection. The host's HTTP does not ask it. Only
 * for a process in which nothing else runs.
 */
final class ConnectionWatch extends ProxySelector implements AutoCloseable {

  private final ProxySelector before = ProxySelector.getDefault();
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  private ConnectionWatch() {}

  static ConnectionWatch start() {
    var watch = new ConnectionWatch();
    ProxySelector.setDefault(watch);
    return watch;
  }

  /** Where connections went, beside those to this machine. */
  Set<String> seen() {
    return new TreeSet<>(seen);
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost());
    if (!host.equals("localhost") && !host.equals("127.0.0.1")) {
      seen.add(host);
    }
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // Trying is what counts.
  }

  @Override
  public void close() {
    ProxySelector.setDefault(before);
  }
}
