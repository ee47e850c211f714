package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * A connector's request, as the client takes it: without its query, which may hold secrets and
 * which the client logs. It is put back last of all.
 *
 * @param message the request without query
 * @param target path and query
 */
record Outgoing(HttpUriRequestBase message, String target) {

  private static final String ATTRIBUTE = Outgoing.class.getName();

  // What frames a message, or concerns this connection only (RFC 9110 §7.6.1).
  private static final Set<String> OF_THE_HOST =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "trailer",
          "upgrade",
          "expect");

  private static final String TOKEN_MARKS = "!#$%&'*+.^_`|~-";

  /**
   * @throws ConnectorException with {@link ConnectorError#UNEXPECTED} when a header is not one that
   *     a connector can send
   */
  static Outgoing of(ProviderRequest request) {
    URI uri = request.uri();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var message = new HttpUriRequestBase(request.method(), withoutQuery(uri));
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      check(header.getKey(), header.getValue());
      message.setHeader(header.getKey(), header.getValue());
    }
    byte[] body = request.body();
    if (body.length > 0) {
      message.setEntity(
          new ByteArrayEntity(
              body,
              message.containsHeader(HttpHeaders.CONTENT_TYPE)
                  ? null
                  : ContentType.APPLICATION_OCTET_STREAM));
    }
    return new Outgoing(message, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }

  void follow(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  /** The client's last step before it sends. */
  static void restoreTarget(HttpRequest request, EntityDetails entity, HttpContext context) {
    request.setPath(((Outgoing) context.getAttribute(ATTRIBUTE)).target());
    CallWatch.of(context).enter(CallWatch.Phase.ASKING);
  }

  private static URI withoutQuery(URI uri) {
    return uri.getRawQuery() == null && uri.getRawFragment() == null
        ? uri
        : URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
  }

  private static void check(String name, String value) {
    // The library would write them as they are: one header could become several.
    if (!isToken(name) || hasControls(value)) {
      throw refused("The connector sets a header whose name or value is malformed.");
    }
    if (OF_THE_HOST.contains(name.toLowerCase(Locale.ROOT))) {
      throw refused("The connector sets the header '" + name + "', which only the host may set.");
    }
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean hasControls(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' && value.charAt(i) != '\t') {
        return true;
      }
    }
    return false;
  }

  private static ConnectorException refused(String message) {
    return ConnectorException.of(ConnectorError.UNEXPECTED).message(message).build();
  }
}
