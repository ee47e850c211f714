package dev.connectorkit.host.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that logs nothing, and closes without waiting. The library's own writes headers and
 * bodies, and so secrets and tokens, to its "headers" and "wire" loggers as soon as somebody turns
 * those on; and it says farewell to the other side, which may never listen.
 */
final class QuietConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {

  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 * 1024).build();

  private static final int MOMENT_MILLIS = 5;

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

  private volatile @Nullable Socket plain;
  private @Nullable SSLSocket tls;
  private @Nullable SessionInputBufferImpl received;
  private boolean wasKept;
  private volatile boolean closed;

  private QuietConnection() {
    super(LIMITS);
  }

  @Override
  public void bind(Socket socket) throws IOException {
    plain = socket;
    tls = null;
    wasKept = false;
    super.bind(socket);
    closeIfEnded();
  }

  /** Layers TLS over a tunnel through a proxy. */
  @Override
  public void bind(SSLSocket secure, Socket socket) throws IOException {
    super.bind(secure, socket);
    tls = secure;
    plain = socket;
    closeIfEnded();
  }

  @Override
  public @Nullable Socket getSocket() {
    return plain;
  }

  @Override
  public @Nullable SSLSession getSSLSession() {
    return super.getSSLSession();
  }

  /**
   * Whether the other side ended it, or has said something unasked: left over from a longer answer
   * than it announced, that would be taken for the answer to the next request, of another person.
   *
   * <p>Waits a moment for that before the first use after an answer: some servers end every
   * connection right after their answer, and do not announce it. One that was kept once is only
   * looked at from then on.
   */
  @Override
  public boolean isStale() throws IOException {
    Socket socket = plain;
    if (!isOpen() || socket == null || received == null || received.length() > 0) {
      // Where no answer had a body yet, nothing is known of what was read with it.
      return true;
    }
    if (!wasKept) {
      wasKept = staysSilent(tls == null ? socket : tls);
      return !wasKept;
    }
    // What TLS has read already.
    return (tls != null && tls.getInputStream().available() > 0)
        || hasMoreOrEnded(socket.getChannel());
  }

  private static boolean staysSilent(Socket socket) throws IOException {
    socket.setSoTimeout(MOMENT_MILLIS);
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  private static boolean hasMoreOrEnded(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.read(ByteBuffer.allocate(1)) != 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  /**
   * Also where the library's parser trips over what it reads: a version of {@code HTTP/-1.1} is an
   * illegal argument to it.
   */
  @Override
  public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
    try {
      return super.receiveResponseHeader();
    } catch (IllegalArgumentException e) {
      // Not as the cause: it may quote what it was given.
      throw new ParseException("No HTTP.");
    }
  }

  /** All bodies are read through the connection's one buffer. */
  @Override
  protected InputStream createContentInputStream(
      long length, SessionInputBuffer buffer, InputStream in) {
    received = (SessionInputBufferImpl) buffer;
    return super.createContentInputStream(length, buffer, in);
  }

  @Override
  public void passivate() {}

  /**
   * Before every use. The pool's own check leaves out a connection that was used in the same
   * millisecond. A closed one is connected anew.
   */
  @Override
  public void activate() {
    if (isOpen() && isStaleOrBroken()) {
      super.close(CloseMode.IMMEDIATE);
      if (received != null) {
        received.clear();
      }
    }
  }

  private boolean isStaleOrBroken() {
    try {
      return isStale();
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }

  /**
   * The graceful way flushes, sends TLS's close_notify and reads until the other side's arrives: as
   * long as the other side likes, and where no watch can end it.
   */
  @Override
  public void close(CloseMode mode) {
    closed = true;
    if (mode == CloseMode.GRACEFUL) {
      // An idle connection ends in order, as far as that needs no answer.
      Closer.closeQuietly(plain);
    }
    super.close(CloseMode.IMMEDIATE);
  }

  /** A call may be ended while it connects; the socket that is bound next would have no owner. */
  private void closeIfEnded() throws IOException {
    if (closed) {
      super.close(CloseMode.IMMEDIATE);
      throw new ConnectionClosedException("The call was ended.");
    }
  }
}
