package dev.connectorkit.console.handover;

/**
 * A refusal to an application. The message is one sentence for its developer, in ASCII without
 * {@code "} and {@code \} (RFC 6749 §5.2); it holds no secret.
 */
public final class OAuthException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final OAuthError error;

  public OAuthException(OAuthError error, String message) {
    super(message);
    this.error = error;
  }

  public OAuthError error() {
    return error;
  }
}
