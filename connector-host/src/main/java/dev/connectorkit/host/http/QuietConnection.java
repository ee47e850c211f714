package dev.connectorkit.host.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that logs nothing. The library's own writes headers and bodies, and so secrets and
 * tokens, to its "headers" and "wire" loggers as soon as somebody turns those on.
 */
final class QuietConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {

  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 * 1024).build();

  static final HttpConnectionFactory<ManagedHttpClientConnection> FACTORY =
      new HttpConnectionFactory<>() {
        @Override
        public ManagedHttpClientConnection createConnection(@Nullable Socket socket)
            throws IOException {
          var connection = new QuietConnection();
          if (socket != null) {
            connection.bind(socket);
          }
          return connection;
        }
      };

  private @Nullable Socket plain;
  private Timeout activeTimeout = Timeout.DISABLED;

  private QuietConnection() {
    super(LIMITS);
  }

  @Override
  public void bind(Socket socket) throws IOException {
    plain = socket;
    super.bind(socket);
    activeTimeout = getSocketTimeout();
  }

  /** Layers TLS over a tunnel through a proxy. */
  @Override
  public void bind(SSLSocket tls, Socket socket) throws IOException {
    super.bind(tls, socket);
    plain = socket;
    activeTimeout = getSocketTimeout();
  }

  @Override
  public @Nullable Socket getSocket() {
    return plain;
  }

  @Override
  public @Nullable SSLSession getSSLSession() {
    return super.getSSLSession();
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    super.setSocketTimeout(timeout);
    activeTimeout = timeout;
  }

  @Override
  public void passivate() {
    super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
  }

  @Override
  public void activate() {
    super.setSocketTimeout(activeTimeout);
  }
}
