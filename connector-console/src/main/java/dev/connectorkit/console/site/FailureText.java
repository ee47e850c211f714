package dev.connectorkit.console.site;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.Texts;
import dev.connectorkit.spi.ConnectorError;

/**
 * What a person is told, in words of the site rather than of a provider.
 *
 * @param detail for whoever set something up, in English; empty where there is nothing to say
 */
public record FailureText(String title, String sentence, String detail) {

  static FailureText of(ConsoleException refusal, Texts texts) {
    String detail = String.valueOf(refusal.getMessage());
    return switch (refusal.error()) {
      case NOT_FOUND -> of("no-page", texts);
      case TOO_MANY_ATTEMPTS -> of("too-many", texts);
      case UNKNOWN_APPLICATION ->
          new FailureText(texts.get("application.title"), texts.get("application.text"), detail);
      default -> new FailureText(texts.get("refused.title"), "", detail);
    };
  }

  static FailureText of(ConnectorError error, Texts texts) {
    return of(kind(error), texts);
  }

  private static FailureText of(String kind, Texts texts) {
    return new FailureText(texts.get(kind + ".title"), texts.get(kind + ".text"), "");
  }

  private static String kind(ConnectorError error) {
    return switch (error) {
      case ACCESS_DENIED -> "denied";
      case ACCOUNT_NOT_ALLOWED -> "account";
      case SIGN_IN_EXPIRED -> "expired";
      case SIGN_IN_NOT_FOUND -> "used";
      case STATE_MISMATCH -> "elsewhere";
      case CODE_INVALID, TOKEN_INVALID -> "unconfirmed";
      case INSUFFICIENT_REQUEST_PARAMETERS, INVALID_REQUEST_PARAMETERS -> "incomplete";
      case INVALID_CONFIG,
          SCOPE_NOT_ALLOWED,
          INVALID_CERTIFICATE,
          ORIGIN_NOT_ALLOWED,
          USAGE_LIMIT_EXCEEDED ->
          "set-up";
      case NOT_FOUND -> "not-offered";
      case RATE_LIMITED, UNAVAILABLE, TIMEOUT -> "no-answer";
      case STORE_UNAVAILABLE, OVERLOADED -> "busy";
      case AUTHORIZATION_FAILED,
          ISSUER_MISMATCH,
          ID_TOKEN_INVALID,
          NONCE_MISMATCH,
          INVALID_RESPONSE ->
          "unacceptable";
      default -> "unexpected";
    };
  }
}
