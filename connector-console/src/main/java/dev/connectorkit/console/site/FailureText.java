package dev.connectorkit.console.site;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConnectorError;

/** What a person is told, in words of the site rather than of a provider. */
public record FailureText(String title, String sentence) {

  static final FailureText NO_SUCH_PAGE =
      new FailureText("No such page", "There is nothing at this address.");

  static FailureText of(ConsoleException refusal) {
    return refusal.error() == ConsoleError.NOT_FOUND
        ? NO_SUCH_PAGE
        : new FailureText("That was refused", refusal.getMessage());
  }

  static FailureText of(ConnectorError error) {
    return switch (error) {
      case ACCESS_DENIED ->
          new FailureText("You said no", "Nothing was shared, and you are not signed in.");
      case ACCOUNT_NOT_ALLOWED ->
          new FailureText("This account cannot be used", "Try another one.");
      case SIGN_IN_EXPIRED ->
          new FailureText("That took too long", "A sign-in has to be finished within 10 minutes.");
      case SIGN_IN_NOT_FOUND ->
          new FailureText(
              "This sign-in was used already",
              "Each sign-in works once. That happens after the back button or a reload.");
      case STATE_MISMATCH ->
          new FailureText(
              "This sign-in was begun elsewhere",
              "It has to be finished in the browser in which it was begun. If you did not begin"
                  + " it, close this page.");
      case CODE_INVALID, TOKEN_INVALID ->
          new FailureText(
              "The provider does not confirm it", "The sign-in may be too old. Begin it anew.");
      case INSUFFICIENT_REQUEST_PARAMETERS, INVALID_REQUEST_PARAMETERS ->
          new FailureText("That was not a complete answer", "Begin the sign-in anew.");
      case INVALID_CONFIG,
          SCOPE_NOT_ALLOWED,
          INVALID_CERTIFICATE,
          ORIGIN_NOT_ALLOWED,
          USAGE_LIMIT_EXCEEDED ->
          new FailureText(
              "Sign-in is not set up correctly",
              "It is not your fault. The operator finds the reason in the log.");
      case NOT_FOUND -> NO_SUCH_PAGE;
      case RATE_LIMITED, UNAVAILABLE, TIMEOUT ->
          new FailureText(
              "The provider does not answer", "Wait a moment, then begin the sign-in anew.");
      case STORE_UNAVAILABLE, OVERLOADED ->
          new FailureText("That does not work at the moment", "Wait a moment, then try again.");
      case AUTHORIZATION_FAILED,
          ISSUER_MISMATCH,
          ID_TOKEN_INVALID,
          NONCE_MISMATCH,
          INVALID_RESPONSE ->
          new FailureText(
              "The provider's answer is not acceptable",
              "For your safety you are not signed in. Begin the sign-in anew.");
      default -> new FailureText("Something went wrong", "Begin the sign-in anew.");
    };
  }
}
