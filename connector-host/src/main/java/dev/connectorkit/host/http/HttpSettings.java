package dev.connectorkit.host.http;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The bounds of outbound HTTP.
 *
 * @param connectTimeout how long a TCP connection may take, and how long a call waits for one of
 *     its instance's connections
 * @param deadline how long one call may take in all: waiting for a connection, DNS, connecting,
 *     TLS, headers and body; at most an hour
 * @param maxBodyBytes the most a response body may have, before and after decoding
 * @param maxConnections the most connections one instance may use at once; a bound of its own for
 *     each, so that a provider that hangs takes none from the others
 * @param proxy an HTTP proxy for all providers that are not on loopback
 * @param extraAuthorities certificate authorities trusted beside those of the platform
 * @param userAgent sent with every request
 */
public record HttpSettings(
    Duration connectTimeout,
    Duration deadline,
    int maxBodyBytes,
    int maxConnections,
    Optional<InetSocketAddress> proxy,
    List<X509Certificate> extraAuthorities,
    String userAgent) {

  private static final int LARGEST_BODY = 1024 * 1024 * 1024;
  private static final Duration LONGEST = Duration.ofHours(1);

  public HttpSettings {
    positive(connectTimeout, "connectTimeout");
    positive(deadline, "deadline");
    if (maxBodyBytes < 1 || maxBodyBytes > LARGEST_BODY || maxConnections < 1) {
      throw new IllegalArgumentException(
          "maxBodyBytes must be from 1 to " + LARGEST_BODY + ", maxConnections positive");
    }
    requireNonNull(proxy, "proxy is null");
    extraAuthorities = List.copyOf(extraAuthorities);
    requireNonNull(userAgent, "userAgent is null");
  }

  /** 5 s to connect, 10 s in all, 1 MiB, 64 connections an instance, no proxy. */
  public static HttpSettings defaults() {
    return new HttpSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        1024 * 1024,
        64,
        Optional.empty(),
        List.of(),
        "connector-kit");
  }

  public HttpSettings withDeadline(Duration value) {
    Duration connect = connectTimeout.compareTo(value) < 0 ? connectTimeout : value;
    return new HttpSettings(
        connect, value, maxBodyBytes, maxConnections, proxy, extraAuthorities, userAgent);
  }

  public HttpSettings withMaxBodyBytes(int value) {
    return new HttpSettings(
        connectTimeout, deadline, value, maxConnections, proxy, extraAuthorities, userAgent);
  }

  public HttpSettings withMaxConnections(int value) {
    return new HttpSettings(
        connectTimeout, deadline, maxBodyBytes, value, proxy, extraAuthorities, userAgent);
  }

  public HttpSettings withProxy(InetSocketAddress value) {
    return new HttpSettings(
        connectTimeout,
        deadline,
        maxBodyBytes,
        maxConnections,
        Optional.of(value),
        extraAuthorities,
        userAgent);
  }

  public HttpSettings withExtraAuthorities(List<X509Certificate> value) {
    return new HttpSettings(
        connectTimeout, deadline, maxBodyBytes, maxConnections, proxy, value, userAgent);
  }

  private static void positive(Duration value, String name) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " must be positive, and at most an hour");
    }
  }
}
