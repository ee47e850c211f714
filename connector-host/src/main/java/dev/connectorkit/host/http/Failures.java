package dev.connectorkit.host.http;

import dev.connectorkit.host.http.CallWatch.Phase;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Gives the ways a call of one instance can fail their codes and sentences. */
final class Failures {

  private final String instanceId;
  private final HttpSettings settings;

  Failures(String instanceId, HttpSettings settings) {
    this.instanceId = instanceId;
    this.settings = settings;
  }

  ConnectorException typed(Exception failure, Peer peer, CallWatch watch) {
    Phase phase = watch.phase();
    ConnectorError ended = watch.reason();
    // Whatever the socket threw once the watch had closed it.
    if (ended == ConnectorError.STOPPED) {
      return stopped();
    }
    if (ended == ConnectorError.TIMEOUT) {
      return tooLate(peer, phase, settings.deadline(), failure);
    }
    // The wait may have noticed the interrupt before the watch did.
    if (ended != null || Thread.currentThread().isInterrupted()) {
      return error(
          ConnectorError.UNAVAILABLE,
          "The call to " + peer.provider() + " was interrupted, by whoever asked for it.",
          failure);
    }
    if (failure instanceof SocketTimeoutException) {
      return tooLate(peer, phase, settings.connectTimeout(), failure);
    }
    if (failure instanceof RuntimeException) {
      return error(
          ConnectorError.UNEXPECTED,
          "The call to " + peer.provider() + " failed in the host itself.",
          failure);
    }
    if (isNoHttp(failure)) {
      return noHttp(peer, phase);
    }
    return error(ConnectorError.UNAVAILABLE, unavailable(failure, peer, phase), failure);
  }

  ConnectorException stopped() {
    return ConnectorException.of(ConnectorError.STOPPED)
        .message(
            "The connector instance '"
                + instanceId
                + "' is closed. Begin again, if there is still one of this name.")
        .build();
  }

  ConnectorException overloaded() {
    return ConnectorException.of(ConnectorError.OVERLOADED)
        .message(
            "All %d connections of the connector instance '%s' are in use. Its provider may be slow; if so much is asked of it, raise maxConnections."
                .formatted(settings.maxConnections(), instanceId))
        .build();
  }

  /** A proxy that answers CONNECT with anything but success. */
  ConnectorException tunnelRefused(Peer peer, int status) {
    return ConnectorException.of(ConnectorError.UNAVAILABLE)
        .message(
            "%s refuses to connect there (status %d). Allow it in the proxy; credentials for a proxy are not supported."
                .formatted(peer.in(Phase.TUNNELLING), status))
        .build();
  }

  private ConnectorException tooLate(Peer peer, Phase phase, Duration bound, Exception failure) {
    if (phase == Phase.QUEUEING) {
      return overloaded();
    }
    String what =
        switch (phase) {
          case RESOLVING -> "The name of %s was not resolved within %s. Check DNS.";
          case CONNECTING ->
              "%s took no connection within %s. Check the address, and a firewall in between.";
          case SECURING -> "%s did not finish the TLS handshake within %s. Try again later.";
          case READING -> "%s did not finish its answer within %s. Try again later.";
          default -> "%s did not answer within %s. Try again later.";
        };
    return error(ConnectorError.TIMEOUT, what.formatted(who(peer, phase), inWords(bound)), failure);
  }

  /** Without the cause: the library quotes what it could not read, tokens included. */
  private static ConnectorException noHttp(Peer peer, Phase phase) {
    boolean proxy = peer.isProxy(phase);
    return ConnectorException.of(
            proxy ? ConnectorError.UNAVAILABLE : ConnectorError.INVALID_RESPONSE)
        .message(
            proxy
                ? peer.in(phase)
                    + " does not answer in proper HTTP. Check the address of the proxy."
                : peer.in(phase)
                    + " does not answer in proper HTTP, or with headers over the bounds. Check the"
                    + " address; something may stand in its place.")
        .build();
  }

  private static boolean isNoHttp(Exception failure) {
    return failure instanceof ClientProtocolException
        || failure instanceof MessageConstraintException
        || (failure instanceof MalformedChunkCodingException
            && !(failure instanceof TruncatedChunkException));
  }

  private static String unavailable(Exception failure, Peer peer, Phase phase) {
    if (failure instanceof UnknownHostException) {
      return "The name of "
          + who(peer, phase)
          + " cannot be resolved. Check its spelling, DNS, and whether a proxy is needed.";
    }
    if (failure instanceof ConnectException) {
      return peer.in(phase) + " refuses connections. Check address and port.";
    }
    if (failure instanceof SSLException tls && phase == Phase.SECURING) {
      return TlsFailures.sentence(tls, peer.in(phase));
    }
    return switch (phase) {
      case QUEUEING, RESOLVING, CONNECTING ->
          peer.in(phase) + " cannot be reached. Check network and firewall.";
      case SECURING ->
          peer.in(phase) + " broke off the TLS handshake. Check a firewall in between.";
      case TUNNELLING, ASKING ->
          peer.in(phase) + " closed the connection without an answer. Try again later.";
      case READING -> peer.in(phase) + " closed the connection within its answer. Try again later.";
    };
  }

  /** For the middle of a sentence. */
  private static String who(Peer peer, Phase phase) {
    return peer.isProxy(phase) && phase == Phase.RESOLVING
        ? "the proxy " + peer.proxy().orElseThrow()
        : peer.in(phase);
  }

  private static String inWords(Duration bound) {
    return bound.toMillis() % 1000 == 0 ? bound.toSeconds() + " s" : bound.toMillis() + " ms";
  }

  private static ConnectorException error(ConnectorError code, String message, Exception cause) {
    return ConnectorException.of(code).message(message).cause(Wordless.of(cause)).build();
  }
}
