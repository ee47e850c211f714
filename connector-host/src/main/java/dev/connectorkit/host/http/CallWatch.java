package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * Ends one call that takes too long or whose thread was interrupted: a blocked socket notices
 * neither by itself. Looked at every now and then while the call lasts.
 */
final class CallWatch {

  private final InstanceHttp instance;
  private final HttpUriRequestBase request;
  private final Thread caller = Thread.currentThread();
  private final long deadlineNanos;
  private final AtomicReference<@Nullable ConnectorError> reason = new AtomicReference<>();

  CallWatch(InstanceHttp instance, HttpUriRequestBase request, Duration deadline) {
    this.instance = instance;
    this.request = request;
    this.deadlineNanos = System.nanoTime() + deadline.toNanos();
  }

  boolean isOf(InstanceHttp other) {
    return instance == other;
  }

  void look() {
    if (caller.isInterrupted()) {
      end(ConnectorError.UNAVAILABLE);
    } else if (System.nanoTime() - deadlineNanos >= 0) {
      end(ConnectorError.TIMEOUT);
    }
  }

  /** Ends the call; the first reason counts. */
  void end(ConnectorError why) {
    reason.compareAndSet(null, why);
    request.cancel();
  }

  /** Why the call was ended from outside, if it was. */
  @Nullable ConnectorError reason() {
    return reason.get();
  }
}
