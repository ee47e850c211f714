package reference;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

final class Errors {

  private Errors() {}

  static ConnectorException of(ConnectorError code, String message) {
    return ConnectorException.of(code).message(message).build();
  }

  static ConnectorException noCode() {
    return of(ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS, "The callback has no code.");
  }

  static ConnectorException ofCallback(String error, String description) {
    ConnectorError code =
        switch (error) {
          case "access_denied" -> ConnectorError.ACCESS_DENIED;
          case "temporarily_unavailable" -> ConnectorError.UNAVAILABLE;
          default -> ConnectorError.AUTHORIZATION_FAILED;
        };
    return ConnectorException.of(code)
        .message("The provider refused the authorization request.")
        .provider(error, description)
        .build();
  }

  /** A response that is no success. */
  static ConnectorException ofResponse(ProviderResponse response, Json body) {
    Optional<String> error = body.optional("error");
    return ConnectorException.of(code(response.status(), error))
        .message("The provider refused the request with status " + response.status() + ".")
        .httpStatus(response.status())
        .provider(error.orElse(null), null)
        .retryAfter(retryAfter(response))
        .build();
  }

  private static ConnectorError code(int status, Optional<String> error) {
    if (status == 429) {
      return ConnectorError.RATE_LIMITED;
    }
    if (status >= 500) {
      return ConnectorError.UNAVAILABLE;
    }
    if (error.isEmpty()) {
      return ConnectorError.INVALID_RESPONSE;
    }
    return switch (error.get()) {
      case "invalid_grant" -> ConnectorError.CODE_INVALID;
      case "invalid_client" -> ConnectorError.INVALID_CONFIG;
      default -> ConnectorError.AUTHORIZATION_FAILED;
    };
  }

  private static Duration retryAfter(ProviderResponse response) {
    String value = response.header("Retry-After").orElse("");
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Duration wait =
          Duration.between(
              Instant.now(),
              ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
