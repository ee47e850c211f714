package dev.connectorkit.host.http;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connections, as the client sees them: it cannot close them. It would, for good and for all
 * instances, as soon as one call meets an {@link Error}, such as a lack of memory that a single
 * connector is to blame for.
 */
final class LastingConnections implements HttpClientConnectionManager {

  private final HttpClientConnectionManager connections;

  LastingConnections(HttpClientConnectionManager connections) {
    this.connections = connections;
  }

  @Override
  public LeaseRequest lease(
      String id, HttpRoute route, Timeout requestTimeout, @Nullable Object state) {
    return connections.lease(id, route, requestTimeout, state);
  }

  @Override
  public void release(
      ConnectionEndpoint endpoint, @Nullable Object state, @Nullable TimeValue keepAlive) {
    connections.release(endpoint, state, keepAlive);
  }

  @Override
  public void connect(
      ConnectionEndpoint endpoint, @Nullable TimeValue connectTimeout, HttpContext context)
      throws IOException {
    connections.connect(endpoint, connectTimeout, context);
  }

  @Override
  public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
    connections.upgrade(endpoint, context);
  }

  @Override
  public void close(CloseMode closeMode) {}

  @Override
  public void close() {}
}
