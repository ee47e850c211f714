package dev.connectorkit.console.error;

/** A setting that cannot be used; the message is one sentence for the person at the terminal. */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
