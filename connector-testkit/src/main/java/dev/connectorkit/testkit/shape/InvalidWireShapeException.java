package dev.connectorkit.testkit.shape;

/** A wire-shape file that is missing or not usable; the message says why and what to change. */
public final class InvalidWireShapeException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidWireShapeException(String message) {
    super(message);
  }
}
