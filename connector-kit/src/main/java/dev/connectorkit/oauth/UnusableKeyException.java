package dev.connectorkit.oauth;

/** A text that holds no key to sign with; the message says why, and nothing of the text. */
final class UnusableKeyException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableKeyException(String why) {
    super(why);
  }
}
