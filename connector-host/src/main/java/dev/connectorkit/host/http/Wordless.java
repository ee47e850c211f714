package dev.connectorkit.host.http;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * A cause without its words. The library quotes what it could not read, and what a server sends may
 * repeat the secrets of the request.
 */
final class Wordless extends Exception {

  private static final long serialVersionUID = 1L;

  private Wordless(Throwable original) {
    super(original.getClass().getName());
    setStackTrace(original.getStackTrace());
  }

  /** The failure itself where its words are the network's or TLS's own; else without them. */
  static Throwable of(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next.getSuppressed().length > 0 || (next == failure && !speaksForItself(next))) {
        return new Wordless(failure);
      }
    }
    return failure;
  }

  private static boolean speaksForItself(@Nullable Throwable failure) {
    return failure instanceof SocketException
        || failure instanceof InterruptedIOException
        || failure instanceof UnknownHostException
        || failure instanceof SSLException
        || failure instanceof ConnectionClosedException
        || failure instanceof NoHttpResponseException;
  }
}
