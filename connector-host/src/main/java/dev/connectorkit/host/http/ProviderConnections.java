package dev.connectorkit.host.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Set;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** All connections of one host to providers: one pool, one watching thread. */
public final class ProviderConnections implements AutoCloseable {

  private final HttpSettings settings;
  private final CloseableHttpClient client;
  private final CallsInFlight calls;

  private ProviderConnections(HttpSettings settings) {
    this.settings = settings;
    this.client = client(settings);
    this.calls = new CallsInFlight(settings.deadline());
  }

  public static ProviderConnections open(HttpSettings settings) {
    return new ProviderConnections(settings);
  }

  /** The way out of one instance, to these origins only. */
  public InstanceHttp open(String instanceId, Set<URI> origins) {
    return new InstanceHttp(
        instanceId,
        origins,
        new Exchange(client, settings.maxBodyBytes()),
        settings.deadline(),
        calls);
  }

  @Override
  public void close() {
    calls.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CloseableHttpClient client(HttpSettings settings) {
    Timeout deadline = Timeout.of(settings.deadline());
    PoolingHttpClientConnectionManager pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(
                new DefaultClientTlsStrategy(TrustedAuthorities.context(settings)))
            .setConnectionFactory(QuietConnection.FACTORY)
            .setMaxConnTotal(settings.maxConnections())
            .setMaxConnPerRoute(settings.maxConnections())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                    .setSocketTimeout(deadline)
                    .setTimeToLive(TimeValue.ofMinutes(5))
                    // A call is never repeated, so a connection that the other side closed
                    // meanwhile
                    // must be noticed before it is used.
                    .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                    .build())
            .build();
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(pool)
            .setUserAgent(settings.userAgent())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(deadline)
                    // Bounded by the deadline of the whole call, which also ends a read; a bound
                    // on each read costs two more system calls for every response.
                    .setResponseTimeout(Timeout.DISABLED)
                    // Would offer TLS inside of plain http, to loopback.
                    .setProtocolUpgradeEnabled(false)
                    .build())
            // Retries would send the authorization code twice, and sleep as long as the other
            // side says.
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression();
    settings
        .proxy()
        .ifPresent(
            proxy ->
                builder.setRoutePlanner(
                    new ProxyUnlessLoopback(
                        new HttpHost("http", proxy.getHostString(), proxy.getPort()))));
    return builder.build();
  }
}
