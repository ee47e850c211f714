package dev.connectorkit.host.http;

import dev.connectorkit.host.http.CallWatch.Phase;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Who a call talks to, in words for messages.
 *
 * @param provider host, and port if it is not the usual one
 * @param proxy the proxy on the way there, if there is one
 */
record Peer(String provider, Optional<String> proxy) {

  static Peer of(URI uri, Optional<InetSocketAddress> proxy) {
    return new Peer(
        uri.getRawAuthority(),
        proxy
            .filter(way -> !Origins.isLoopback(uri.getHost()))
            .map(way -> way.getHostString() + ":" + way.getPort()));
  }

  /** Begins a sentence about whoever has to do something in this phase. */
  String in(Phase phase) {
    return proxy
        .map(
            way ->
                phase.compareTo(Phase.SECURING) < 0
                    ? "The proxy " + way + ", on the way to " + provider + ","
                    : provider + " (through the proxy " + way + ")")
        .orElse(provider);
  }

  boolean isProxy(Phase phase) {
    return proxy.isPresent() && phase.compareTo(Phase.SECURING) < 0;
  }
}
