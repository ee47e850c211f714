package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The origins one instance may talk to. */
final class Origins {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> allowed;

  Origins(Set<URI> origins) {
    this.allowed = origins.stream().map(Origins::normalized).collect(Collectors.toSet());
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  /** As {@link #check}, as an answer. */
  boolean allow(URI uri) {
    try {
      check(uri);
      return true;
    } catch (ConnectorException e) {
      return false;
    }
  }

  /** Refuses what leaves the declared origins, or goes in clear to anywhere but this machine. */
  void check(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw refused("The address of a provider request has no host, or names a user.");
    }
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean local = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(host);
    if (!https && !local) {
      throw refused("A provider request to " + host + " is not https.");
    }
    if (!allowed.contains(normalized(uri))) {
      throw refused(
          "The connector did not declare the origin "
              + normalized(uri)
              + ". It may talk to "
              + allowed
              + ".");
    }
  }

  private static String normalized(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  private static ConnectorException refused(String message) {
    return ConnectorException.of(ConnectorError.ORIGIN_NOT_ALLOWED).message(message).build();
  }
}
