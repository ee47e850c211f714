package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Ends one call that takes too long or whose thread was interrupted: a blocked socket notices
 * neither by itself. Looked at every now and then while the call lasts.
 */
final class CallWatch {

  /** How far a call is; tells what it was waiting for when it failed. */
  enum Phase {
    QUEUEING,
    RESOLVING,
    CONNECTING,
    TUNNELLING,
    SECURING,
    ASKING,
    READING
  }

  private static final String ATTRIBUTE = CallWatch.class.getName();

  private final HttpUriRequestBase request;
  private final Thread caller = Thread.currentThread();
  private final long deadlineNanos;
  private final CompletableFuture<ConnectorError> ending = new CompletableFuture<>();
  private volatile Phase phase = Phase.QUEUEING;

  CallWatch(HttpUriRequestBase request, Duration deadline) {
    this.request = request;
    this.deadlineNanos = System.nanoTime() + deadline.toNanos();
  }

  /** The watch of the call that a context belongs to. */
  static CallWatch of(HttpContext context) {
    return (CallWatch) context.getAttribute(ATTRIBUTE);
  }

  void follow(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  void look() {
    try {
      if (caller.isInterrupted()) {
        end(ConnectorError.UNAVAILABLE);
      } else if (System.nanoTime() - deadlineNanos >= 0) {
        end(ConnectorError.TIMEOUT);
      }
    } catch (RuntimeException | Error e) {
      // Whatever it was (say, no memory for a moment): the other calls want to be looked at too.
      return;
    }
  }

  /** Ends the call; the first reason counts. */
  void end(ConnectorError why) {
    ending.complete(why);
    request.cancel();
  }

  void enter(Phase next) {
    phase = next;
  }

  Phase phase() {
    return phase;
  }

  /** Completes when the call is ended from outside, with the reason. */
  CompletableFuture<ConnectorError> ending() {
    return ending;
  }

  /** Why the call was ended from outside, if it was. */
  @Nullable ConnectorError reason() {
    return ending.getNow(null);
  }
}
