package dev.connectorkit.console.operator;

import java.time.Instant;

/**
 * An operator who is signed in.
 *
 * @param operator the operator's name
 * @param token what the browser holds; a secret
 * @param endsAt when it ends at the latest
 */
public record OperatorSession(String operator, String token, Instant endsAt) {

  /** Without the token. */
  @Override
  public String toString() {
    return "OperatorSession[" + operator + "]";
  }
}
