package dev.connectorkit.dev;

/** What keeps the workbench from starting; one sentence for the author at the terminal. */
final class WorkbenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WorkbenchException(String message) {
    super(message);
  }
}
