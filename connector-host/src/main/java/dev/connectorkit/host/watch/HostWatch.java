package dev.connectorkit.host.watch;

/**
 * Is told what a host does, for logs and metrics. Nothing that it hears is a secret, or about a
 * person.
 *
 * <p>Called on the thread of the call that it hears of, so it must be quick. What it throws is
 * logged, and changes nothing for that call.
 */
public interface HostWatch {

  /** Nobody listens, and nothing is measured. */
  HostWatch NOBODY = new HostWatch() {};

  /** A sign-in was begun or completed, or failed there. Those of trials are not told. */
  default void signIn(WatchedSignIn signIn) {}

  /** A provider answered a request of an instance, or did not. */
  default void call(WatchedCall call) {}
}
