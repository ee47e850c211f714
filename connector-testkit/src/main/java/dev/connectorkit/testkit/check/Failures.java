package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ErrorCategory;
import java.util.Arrays;
import java.util.stream.Stream;

/** Sets of codes that a rule accepts. */
final class Failures {

  private Failures() {}

  static ConnectorError[] codes(ConnectorError... codes) {
    return codes;
  }

  static ConnectorError[] plus(ConnectorError[] codes, ConnectorError... more) {
    return Stream.concat(Arrays.stream(codes), Arrays.stream(more)).toArray(ConnectorError[]::new);
  }

  /**
   * The codes for something the provider did, as far as the exact one is the author's choice.
   * Neither success, nor a fault of this software, nor the host's own codes.
   */
  static ConnectorError[] allOfProvider() {
    return Arrays.stream(ConnectorError.values())
        .filter(
            code ->
                code.category() == ErrorCategory.PROVIDER
                    || code == ConnectorError.CODE_INVALID
                    || code == ConnectorError.TOKEN_INVALID
                    || code == ConnectorError.INVALID_REQUEST_PARAMETERS
                    || code == ConnectorError.SCOPE_NOT_ALLOWED
                    || code == ConnectorError.INVALID_CONFIG)
        .toArray(ConnectorError[]::new);
  }

  /** What a response that breaks its format may be called. */
  static ConnectorError[] malformed() {
    return codes(
        ConnectorError.INVALID_RESPONSE,
        ConnectorError.AUTHORIZATION_FAILED,
        ConnectorError.UNAVAILABLE,
        ConnectorError.ID_TOKEN_INVALID);
  }

  /** What an ID Token that fails validation may be called. */
  static ConnectorError[] idToken() {
    return codes(
        ConnectorError.ID_TOKEN_INVALID,
        ConnectorError.NONCE_MISMATCH,
        ConnectorError.ISSUER_MISMATCH,
        ConnectorError.TOKEN_INVALID,
        ConnectorError.INVALID_RESPONSE);
  }
}
