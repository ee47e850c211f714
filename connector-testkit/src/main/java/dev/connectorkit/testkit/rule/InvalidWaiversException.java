package dev.connectorkit.testkit.rule;

/** A waivers file that is not usable; the message says why. */
public final class InvalidWaiversException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidWaiversException(String message) {
    super(message);
  }
}
