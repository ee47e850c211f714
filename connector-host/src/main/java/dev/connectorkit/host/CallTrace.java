package dev.connectorkit.host;

import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.host.watch.SignInStep;
import dev.connectorkit.host.watch.WatchedCall;
import dev.connectorkit.spi.ConnectorError;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one call of an application has asked the provider so far. Follows the call from its own
 * thread to the plugin's.
 */
final class CallTrace {

  private static final ThreadLocal<CallTrace> CURRENT = new ThreadLocal<>();

  // Read by the caller also while a plugin's thread goes on that did not return in time.
  private volatile boolean asked;
  private volatile boolean exchanging;
  private volatile boolean exchanged;
  private volatile boolean askedWho;

  /** The trace of this thread's call; null when nobody watches it. */
  static @Nullable CallTrace current() {
    return CURRENT.get();
  }

  /** Does work whose requests to the provider belong to this trace. */
  static <T> T following(@Nullable CallTrace trace, Callable<T> work) throws Exception {
    if (trace == null) {
      return work.call();
    }
    CURRENT.set(trace);
    try {
      return work.call();
    } finally {
      // The thread is the plugin's or the application's, and serves others next.
      CURRENT.remove();
    }
  }

  void sending(Kind kind) {
    asked = true;
    exchanging |= kind == Kind.TOKEN;
    askedWho |= kind == Kind.RESOURCE;
  }

  void answered(WatchedCall call) {
    exchanged |= call.kind() == Kind.TOKEN && call.succeeded();
  }

  /** How far a completion came that failed. */
  SignInStep reached(ConnectorError error) {
    if (!exchanging) {
      // Such as a callback that says no. Keys and documents are fetched for the exchange.
      return asked ? SignInStep.TOKEN : SignInStep.CALLBACK;
    }
    boolean ofIdToken =
        error == ConnectorError.ID_TOKEN_INVALID || error == ConnectorError.NONCE_MISMATCH;
    return exchanged && askedWho && !ofIdToken ? SignInStep.USERINFO : SignInStep.TOKEN;
  }
}
