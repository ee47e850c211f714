package dev.connectorkit.fuzz;

/** Something that must not happen, whatever the input. */
final class Finding extends AssertionError {

  private static final long serialVersionUID = 1L;

  Finding(String message) {
    super(message);
  }

  Finding(String message, Throwable cause) {
    super(message, cause);
  }

  /** Fails unless something holds. */
  static void unless(boolean holds, String otherwise) {
    if (!holds) {
      throw new Finding(otherwise);
    }
  }
}
