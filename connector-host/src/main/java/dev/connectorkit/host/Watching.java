package dev.connectorkit.host;

import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.host.watch.SignInStep;
import dev.connectorkit.host.watch.WatchedCall;
import dev.connectorkit.host.watch.WatchedSignIn;
import dev.connectorkit.host.watch.WatchedSignIn.Half;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what a host does, for whoever watches it; does nothing when nobody does. */
final class Watching {

  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

  private final HostWatch watch;

  Watching(HostWatch watch) {
    this.watch = watch;
  }

  <T> T begin(InstanceSlot slot, Supplier<T> work) {
    return half(slot, Half.BEGIN, work);
  }

  <T> T complete(InstanceSlot slot, Supplier<T> work) {
    return half(slot, Half.COMPLETE, work);
  }

  /** A way out whose calls are told. */
  ProviderHttp watched(ProviderHttp http, String instanceId, String connectorId) {
    if (watch == HostWatch.NOBODY) {
      return http;
    }
    return new ProviderHttp() {
      @Override
      public ProviderResponse send(ProviderRequest request) {
        return Watching.this.send(http, request, instanceId, connectorId);
      }

      @Override
      public boolean reaches(URI address) {
        return http.reaches(address);
      }
    };
  }

  private <T> T half(InstanceSlot slot, Half half, Supplier<T> work) {
    if (watch == HostWatch.NOBODY) {
      return work.get();
    }
    long begun = System.nanoTime();
    var trace = new CallTrace();
    try {
      T result = CallTrace.following(trace, work::get);
      tell(slot, half, begun, Optional.empty());
      return result;
    } catch (ConnectorException e) {
      SignInStep step = half == Half.BEGIN ? SignInStep.AUTHORIZE : trace.reached(e.error());
      tell(slot, half, begun, Optional.of(new WatchedSignIn.Failure(step, e.error())));
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("A supplier throws nothing that is checked.", e);
    }
  }

  private void tell(
      InstanceSlot slot, Half half, long begun, Optional<WatchedSignIn.Failure> failure) {
    ConnectorInstance view = slot.view();
    guarded(
        () ->
            watch.signIn(
                new WatchedSignIn(view.id(), view.metadata().id(), half, since(begun), failure)));
  }

  private ProviderResponse send(
      ProviderHttp http, ProviderRequest request, String instanceId, String connectorId) {
    Kind kind = Kind.of(request);
    CallTrace trace = CallTrace.current();
    if (trace != null) {
      trace.sending(kind);
    }
    long begun = System.nanoTime();
    OptionalInt status = OptionalInt.empty();
    Optional<ConnectorError> failure = Optional.empty();
    try {
      ProviderResponse response = http.send(request);
      status = OptionalInt.of(response.status());
      return response;
    } catch (ConnectorException e) {
      failure = Optional.of(e.error());
      throw e;
    } finally {
      var call = new WatchedCall(instanceId, connectorId, kind, since(begun), status, failure);
      if (trace != null) {
        trace.answered(call);
      }
      guarded(() -> watch.call(call));
    }
  }

  /** Whoever watches must not break what it watches. */
  private static void guarded(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.warn("The watch of the host failed with {}.", e.getClass().getName());
    }
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
