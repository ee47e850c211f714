package dev.connectorkit.host.signin;

/**
 * Where sign-ins wait for their callback. Safe for use by many threads, and by many hosts where it
 * is shared. Bounded in number and time.
 */
public interface PendingSignInStore {

  /** Adds a sign-in. A full store makes room by dropping those that end first. */
  void put(PendingSignIn signIn);

  /**
   * Takes a sign-in out, at most once: of any number of callers with the same state exactly one
   * gets it. It stays when instance or browser are not its own, so that a callback carried to a
   * wrong place takes nothing from the right one.
   *
   * <p>A sign-in that has ended may still be found for a while, so that the person can be told.
   */
  Take take(String stateHash, String instanceId, String browserHash);

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
