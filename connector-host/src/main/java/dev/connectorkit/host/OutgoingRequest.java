package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Platform;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the address a connector sends browsers to against what the host asked for, so that no
 * connector leaves the host's state or redirect URI out, or puts its own in their place.
 */
final class OutgoingRequest {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  // Then the request itself travels on another way (RFC 9126 §4, RFC 9101 §5).
  private static final Set<String> CARRIED_ELSEWHERE = Set.of("request_uri", "request");

  private final ConnectorMetadata connector;
  private final URI uri;
  private final Map<String, List<String>> parameters;

  private OutgoingRequest(ConnectorMetadata connector, URI uri) {
    this.connector = connector;
    this.uri = uri;
    this.parameters = parameters(uri.getRawQuery());
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#UNEXPECTED}: a defect of the connector
   */
  static void check(ConnectorMetadata connector, URI uri, AuthorizationRequest asked) {
    var request = new OutgoingRequest(connector, uri);
    if (connector.platform() != Platform.NATIVE && !request.isForTheWeb()) {
      throw request.fault("to an address that is not https (http only on localhost)");
    }
    boolean elsewhere =
        request.values("state").isEmpty()
            && CARRIED_ELSEWHERE.stream().anyMatch(name -> !request.values(name).isEmpty());
    if (!elsewhere && !request.carries("state", asked.state())) {
      // RFC 9700 §4.7.1
      throw request.fault("without the state of this sign-in, or with another one");
    }
    if (!request.values("redirect_uri").isEmpty()
        && !request.carries("redirect_uri", asked.redirectUri().toString())) {
      throw request.fault("with another redirect_uri than that of its instance");
    }
  }

  /** This value, once, and no other. */
  private boolean carries(String name, String value) {
    return values(name).equals(List.of(value));
  }

  private boolean isForTheWeb() {
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return false;
    }
    return "https".equalsIgnoreCase(uri.getScheme())
        || "http".equalsIgnoreCase(uri.getScheme())
            && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  private List<String> values(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  private static Map<String, List<String>> parameters(@Nullable String query) {
    if (query == null) {
      return Map.of();
    }
    var parameters = new HashMap<String, List<String>>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private ConnectorException fault(String what) {
    return ConnectorException.of(ConnectorError.UNEXPECTED)
        .message("The connector '" + connector.id() + "' sends the browser " + what + ".")
        .build();
  }
}
