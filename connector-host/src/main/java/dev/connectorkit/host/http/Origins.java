package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The origins one instance may talk to. Compared as text, so that of the many ways to write an
 * address only the declared one passes.
 */
final class Origins {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int LONGEST_NAME = 253;

  private final Set<String> allowed;

  Origins(Set<URI> origins) {
    this.allowed =
        origins.stream().map(Origins::normalized).collect(Collectors.toCollection(TreeSet::new));
  }

  static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    // The HTTP library writes an IPv6 address without its brackets.
    return LOOPBACK.contains(name) || LOOPBACK.contains("[" + name + "]");
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
    String host = host(uri);
    if (host == null) {
      throw refused(
          "The address of a provider request has no plain host and port, or names a user. Write it"
              + " as scheme://host/path, in ASCII.");
    }
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean local = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(host);
    if (!https && !local) {
      throw refused(
          "A provider request to "
              + host
              + " is not https. Use https; http is for localhost only.");
    }
    if (!allowed.contains(normalized(uri))) {
      throw refused(
          "The connector did not declare the origin "
              + normalized(uri)
              + ". It may talk to "
              + allowed
              + ". Others are declared in its metadata, or by a config property with x-origin.");
    }
  }

  private static @Nullable String host(URI uri) {
    String host = uri.getHost();
    boolean usable =
        host != null
            && host.length() <= LONGEST_NAME
            && uri.getRawUserInfo() == null
            && uri.getPort() != 0
            && uri.getPort() <= 65_535;
    return usable ? host : null;
  }

  private static String normalized(URI uri) {
    String host = host(uri);
    if (host == null || uri.getScheme() == null) {
      throw refused("A declared origin has no plain host and port, or names a user.");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + host.toLowerCase(Locale.ROOT) + ":" + port;
  }

  private static ConnectorException refused(String message) {
    return ConnectorException.of(ConnectorError.ORIGIN_NOT_ALLOWED).message(message).build();
  }
}
