package dev.connectorkit.host.signin;

/** What several hosts share: each has a store object of its own over the same sign-ins. */
public interface SharedStore extends AutoCloseable {

  /** The store object of one more host. */
  PendingSignInStore store();

  /** How many sign-ins are kept, ended ones included. */
  long count();

  @Override
  default void close() {}
}
