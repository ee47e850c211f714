package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** The one function that makes redirect URIs, for pages, logs and the flow alike. */
final class RedirectUris {

  static final String INSTANCE = "{instance}";

  private static final String CREDENTIAL = "/credential";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String base;
  private final String path;

  RedirectUris(URI publicBaseUrl, String path) {
    this.base = checked(publicBaseUrl);
    if (!path.startsWith("/") || !path.contains(INSTANCE)) {
      throw invalid("The callback path must start with '/' and contain '" + INSTANCE + "'.");
    }
    this.path = path;
    checkPath();
  }

  /** Distinct per instance, so that a callback cannot be taken for another's (RFC 9700 §4.4). */
  URI of(String instanceId) {
    return URI.create(base + path.replace(INSTANCE, instanceId));
  }

  /** Where a provider's script posts credentials; a path of its own, so that neither takes both. */
  URI ofCredential(String instanceId) {
    String own = path.replace(INSTANCE, instanceId);
    int query = own.indexOf('?');
    return URI.create(
        query < 0
            ? base + own + CREDENTIAL
            : base + own.substring(0, query) + CREDENTIAL + own.substring(query));
  }

  private void checkPath() {
    try {
      // RFC 6749 §3.1.2: a redirect URI has no fragment.
      if (of("any").getRawFragment() == null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw invalid("The callback path '" + path + "' must be a path of an address, no fragment.");
  }

  private static String checked(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    boolean local = "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(host);
    boolean plain =
        url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
    if (host.isEmpty() || !plain || !(secure || local)) {
      throw invalid(
          "The public base URL '"
              + url
              + "' must be https (http only on localhost), without query,"
              + " fragment or user.");
    }
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG).message(message).build();
  }
}
