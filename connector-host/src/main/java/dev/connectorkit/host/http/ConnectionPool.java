package dev.connectorkit.host.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The connections of all instances, each used by one call at a time and kept for a while. */
final class ConnectionPool implements AutoCloseable {

  private final PoolingHttpClientConnectionManager connections;

  ConnectionPool(HttpSettings settings, Names names) {
    this.connections =
        new PoolingHttpClientConnectionManager(
            new Dialer(new DefaultClientTlsStrategy(TrustedAuthorities.context(settings)), names),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            QuietConnection.FACTORY);
    // Bounded per instance, by its share: a common bound would let one starve the others.
    connections.setMaxTotal(Integer.MAX_VALUE);
    connections.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(settings.connectTimeout()))
            // None: the watch ends calls.
            .setSocketTimeout(Timeout.DISABLED)
            .setTimeToLive(TimeValue.ofMinutes(5))
            // Never by the pool: a connection looks for itself before it is used.
            .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
            .build());
  }

  LastingConnections forClient() {
    return new LastingConnections(connections);
  }

  /** Closes those that were not used for so long; run every now and then. */
  void closeIdle(Duration unused) {
    connections.closeExpired();
    connections.closeIdle(TimeValue.of(unused));
  }

  int inUse() {
    return connections.getTotalStats().getLeased();
  }

  int idle() {
    return connections.getTotalStats().getAvailable();
  }

  @Override
  public void close() {
    connections.close(CloseMode.IMMEDIATE);
  }
}
