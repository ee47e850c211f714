package dev.connectorkit.host.http;

import dev.connectorkit.host.http.CallWatch.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Opens connections within the bounds of a call, and lets its watch know how far it is. */
final class Dialer extends DefaultHttpClientConnectionOperator {

  private final Names names;

  Dialer(TlsSocketStrategy tls, Names names) {
    super(
        // Of a channel, so that an idle connection can be looked at without waiting.
        proxy -> SocketChannel.open().socket(),
        null,
        null,
        RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    this.names = names;
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable Path unixDomainSocket,
      @Nullable InetSocketAddress from,
      Timeout timeout,
      SocketConfig config,
      @Nullable Object tlsConfig,
      HttpContext context)
      throws IOException {
    CallWatch watch = CallWatch.of(context);
    watch.enter(Phase.RESOLVING);
    Iterator<InetAddress> addresses = names.resolve(host.getHostName(), watch).iterator();
    while (true) {
      var at =
          new HttpHost(host.getSchemeName(), addresses.next(), host.getHostName(), host.getPort());
      try {
        super.connect(
            connection, at, name, unixDomainSocket, from, timeout, config, tlsConfig, context);
        break;
      } catch (IOException e) {
        // Another address has the same certificate, and would hide what is wrong with it.
        boolean unreachable = watch.phase() == Phase.CONNECTING;
        if (!unreachable || !addresses.hasNext() || watch.reason() != null) {
          throw e;
        }
      }
    }
    // The library gives a TLS configuration unless this is a proxy, to be asked for a tunnel next.
    if (tlsConfig == null) {
      watch.enter(Phase.TUNNELLING);
    }
  }

  @Override
  protected void onBeforeSocketConnect(HttpContext context, HttpHost host) {
    CallWatch.of(context).enter(Phase.CONNECTING);
  }

  @Override
  protected void onBeforeTlsHandshake(HttpContext context, HttpHost host) {
    CallWatch.of(context).enter(Phase.SECURING);
  }
}
