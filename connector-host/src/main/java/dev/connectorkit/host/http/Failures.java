package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Gives the ways a call can fail their codes and sentences. */
final class Failures {

  private Failures() {}

  /**
   * @param ended why the call was ended by its watch, which explains whatever the socket then threw
   */
  static ConnectorException typed(
      Exception failure,
      HttpUriRequestBase request,
      @Nullable ConnectorError ended,
      String instanceId) {
    String host = String.valueOf(request.getAuthority());
    if (ended != null) {
      return error(ended, endedSentence(ended, host, instanceId), failure);
    }
    // Most specific first: several of these are subclasses of InterruptedIOException.
    if (failure instanceof ConnectionRequestTimeoutException) {
      return error(ConnectorError.OVERLOADED, "All connections to providers are in use.", failure);
    }
    if (failure instanceof InterruptedIOException) {
      return error(ConnectorError.TIMEOUT, host + " did not answer in time.", failure);
    }
    if (failure instanceof UnknownHostException) {
      return error(
          ConnectorError.UNAVAILABLE,
          "The name " + host + " cannot be resolved. Check DNS and proxy.",
          failure);
    }
    if (failure instanceof SSLException) {
      return error(
          ConnectorError.UNAVAILABLE,
          "TLS with " + host + " fails: its certificate is not accepted, or it is no TLS server.",
          failure);
    }
    if (failure instanceof NoHttpResponseException
        || failure instanceof ConnectionClosedException) {
      return error(ConnectorError.UNAVAILABLE, host + " closed the connection.", failure);
    }
    if (failure instanceof ClientProtocolException
        || failure instanceof MessageConstraintException
        || failure instanceof MalformedChunkCodingException
        || failure.getCause() instanceof HttpException) {
      // Without the cause: the library quotes what it could not read, tokens included.
      return ConnectorException.of(ConnectorError.INVALID_RESPONSE)
          .message(host + " does not answer in proper HTTP.")
          .build();
    }
    return error(ConnectorError.UNAVAILABLE, host + " cannot be reached.", failure);
  }

  private static String endedSentence(ConnectorError ended, String host, String instanceId) {
    return switch (ended) {
      case TIMEOUT -> host + " did not answer in time.";
      case STOPPED -> "The connector instance '" + instanceId + "' is closed.";
      default -> "The call to " + host + " was interrupted.";
    };
  }

  private static ConnectorException error(ConnectorError code, String message, Exception cause) {
    return ConnectorException.of(code).message(message).cause(cause).build();
  }
}
