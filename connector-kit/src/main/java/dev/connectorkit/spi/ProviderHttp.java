package dev.connectorkit.spi;

import java.net.URI;

/**
 * HTTP to an identity provider, bounded by the host: a total deadline over connect, wait, headers
 * and body; a cap on the body; no redirects, cookies or automatic retries; verified TLS (plain http
 * on loopback only); only the declared origins.
 */
public interface ProviderHttp {

  /**
   * Sends one request, once. Any HTTP status is a result; a redirect is one too.
   *
   * @throws ConnectorException {@link ConnectorError#TIMEOUT}, {@link ConnectorError#UNAVAILABLE}
   *     (no connection, broken connection, TLS refused, thread interrupted), {@link
   *     ConnectorError#INVALID_RESPONSE} (too large, not HTTP), {@link
   *     ConnectorError#ORIGIN_NOT_ALLOWED} or {@link ConnectorError#STOPPED}
   */
  ProviderResponse send(ProviderRequest request);

  /**
   * Whether a request to this address would be let out. So a config that leaves an origin out is
   * told before somebody signs in.
   */
  default boolean reaches(URI address) {
    return true;
  }
}
