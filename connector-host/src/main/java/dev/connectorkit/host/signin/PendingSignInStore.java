package dev.connectorkit.host.signin;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;

/**
 * Where sign-ins wait for their callback. Safe for use by many threads, and by many hosts where it
 * is shared. Bounded in number and time.
 */
public interface PendingSignInStore {

  /**
   * Adds a sign-in. A full store makes room by dropping those that end first.
   *
   * @throws ConnectorException with {@link ConnectorError#UNEXPECTED} when one of this state waits
   *     already; {@link ConnectorError#STORE_UNAVAILABLE}
   */
  void put(PendingSignIn signIn);

  /**
   * Takes a sign-in out, at most once: of any number of callers with the same state exactly one
   * gets it. It stays when instance or browser are not its own, so that a callback carried to a
   * wrong place takes nothing from the right one.
   *
   * <p>A sign-in that has ended may still be found for a while, so that the person can be told.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE}, {@link
   *     ConnectorError#SEALING_KEY_UNKNOWN} or {@link ConnectorError#STORED_DATA_INVALID}. The
   *     sign-in stays, unless the store failed in the very moment of taking it
   */
  Take take(String stateHash, String instanceId, String browserHash);

  /**
   * Forgets, now, all sign-ins that ended a while ago. Stores do so by themselves from time to
   * time, on the calls of others; this is for a store that gets no calls.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE}
   */
  void sweep();

  /** The outcome of {@link #take}. */
  sealed interface Take {

    /** The caller has it, and nobody else will. */
    record Found(PendingSignIn signIn) implements Take {}

    /** There is one for this state, of another browser or instance. */
    record Mismatch() implements Take {}

    /** There is none: never begun, already taken, or long ended. */
    record Unknown() implements Take {}
  }
}
