package dev.connectorkit.oauth;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.Map;
import java.util.Optional;

/** Reads authorization responses (RFC 6749 §4.1.2). */
final class AuthorizationResponses {

  private AuthorizationResponses() {}

  /**
   * The code, once nothing speaks against using it.
   *
   * @param own the provider's own error codes
   */
  static String code(
      AuthorizationResponse response, Endpoints provider, Map<String, ConnectorError> own) {
    response.single("state");
    // First of all, so that another issuer's errors do not count either (RFC 9207 §2.4).
    SentSecrets sent = SentSecrets.of(response);
    checkIssuer(response.single("iss"), provider, sent);
    Optional<String> error = response.single("error");
    if (error.isPresent()) {
      throw Refusal.ofAuthorization(
              error.get(), response.single("error_description").orElse(null), own, sent)
          .build();
    }
    return response
        .single("code")
        .orElseThrow(
            () ->
                ConnectorException.of(ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS)
                    .message("The callback carries neither a code nor an error.")
                    .build());
  }

  private static void checkIssuer(Optional<String> stated, Endpoints provider, SentSecrets sent) {
    if (stated.isEmpty()) {
      if (provider.issuerInResponse()) {
        throw mismatch(
            "The callback lacks 'iss', which this provider promises to send. If something between"
                + " the provider and this host drops parameters, let it pass them on.");
      }
      return;
    }
    provider
        .issuer()
        .filter(rule -> !rule.accepts(stated.get()))
        .ifPresent(
            rule -> {
              throw mismatch(
                  "The callback comes from the issuer %s, and %s was asked."
                      .formatted(
                          sent.removedFrom(ExactIssuer.quoted(stated.get())), rule.expected()));
            });
  }

  private static ConnectorException mismatch(String message) {
    return ConnectorException.of(ConnectorError.ISSUER_MISMATCH).message(message).build();
  }
}
