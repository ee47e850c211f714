package dev.connectorkit.testkit.check;

/** A path at which there is no plugin jar to examine; the message says why and what to do. */
public final class UnusableCandidateException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableCandidateException(String message) {
    super(message);
  }
}
