package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a provider's refusal into a typed error. */
final class Refusal {

  private static final Map<String, ConnectorError> CODES =
      Map.ofEntries(
          // RFC 6749 §4.1.2.1
          Map.entry("access_denied", ConnectorError.ACCESS_DENIED),
          // Apple's name for it
          Map.entry("user_cancelled_authorize", ConnectorError.ACCESS_DENIED),
          Map.entry("temporarily_unavailable", ConnectorError.UNAVAILABLE),
          Map.entry("invalid_scope", ConnectorError.SCOPE_NOT_ALLOWED),
          // RFC 6749 §5.2
          Map.entry("invalid_client", ConnectorError.INVALID_CONFIG),
          Map.entry("unauthorized_client", ConnectorError.INVALID_CONFIG),
          Map.entry("invalid_grant", ConnectorError.CODE_INVALID),
          // GitHub's name for it, with status 200
          Map.entry("bad_verification_code", ConnectorError.CODE_INVALID),
          Map.entry("incorrect_client_credentials", ConnectorError.INVALID_CONFIG),
          // RFC 6750 §3.1
          Map.entry("invalid_token", ConnectorError.TOKEN_INVALID));

  // The window's remaining seconds, in the header some providers send instead of Retry-After.
  private static final Pattern RATE_LIMIT_RESET = Pattern.compile(";\\s*t=(\\d{1,9})");

  private Refusal() {}

  /** From the {@code error} parameter of an authorization response. */
  static ConnectorException.Builder ofAuthorization(String error, @Nullable String description) {
    ConnectorError code = CODES.getOrDefault(error, ConnectorError.AUTHORIZATION_FAILED);
    return ConnectorException.of(code)
        .message(
            code == ConnectorError.ACCESS_DENIED
                ? "Access was denied at the provider."
                : "The provider answered the authorization request with an error.")
        .provider(error, description);
  }

  /**
   * From an HTTP response that is no success.
   *
   * @param what names the response in the message, for example "token response"
   * @param body its parsed body, where it has one
   */
  static ConnectorException.Builder of(ProviderResponse response, String what, Claims body) {
    int status = response.status();
    Optional<String> error = body.text("error");
    ConnectorError code = code(status, error);
    return ConnectorException.of(code)
        .message(sentence(code, status, what))
        .httpStatus(status)
        .provider(error.orElse(null), body.text("error_description").orElse(null))
        .retryAfter(retryAfter(response).orElse(null));
  }

  private static ConnectorError code(int status, Optional<String> error) {
    if (status == 429) {
      return ConnectorError.RATE_LIMITED;
    }
    if (status >= 500) {
      return ConnectorError.UNAVAILABLE;
    }
    if (error.isPresent()) {
      return CODES.getOrDefault(error.get(), ConnectorError.AUTHORIZATION_FAILED);
    }
    return ConnectorError.INVALID_RESPONSE;
  }

  private static String sentence(ConnectorError code, int status, String what) {
    return switch (code) {
      case INVALID_CONFIG ->
          "The provider does not accept this client. Check the client id and the client secret.";
      case CODE_INVALID -> "The provider does not accept the authorization code.";
      case SCOPE_NOT_ALLOWED ->
          "The provider does not grant a requested scope to this client. Enable it there, or ask"
              + " for less.";
      case RATE_LIMITED -> "The provider limits the rate of requests. Try again later.";
      case UNAVAILABLE -> "The provider is not available (" + what + ", status " + status + ").";
      default -> "The provider refused the " + what + " (status " + status + ").";
    };
  }

  private static Optional<Duration> retryAfter(ProviderResponse response) {
    return response
        .header("Retry-After")
        .flatMap(value -> seconds(value).or(() -> untilDate(value, response)))
        .or(() -> response.header("RateLimit").flatMap(Refusal::untilReset));
  }

  private static Optional<Duration> seconds(String value) {
    String text = value.strip();
    return text.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  /** RFC 9110 §10.2.3 allows a date; it is read against the response's own Date. */
  private static Optional<Duration> untilDate(String value, ProviderResponse response) {
    try {
      Instant until = parseDate(value);
      Instant now = response.header("Date").map(Refusal::parseDate).orElseGet(Instant::now);
      Duration wait = Duration.between(now, until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant parseDate(String value) {
    return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static Optional<Duration> untilReset(String value) {
    Matcher reset = RATE_LIMIT_RESET.matcher(value);
    return reset.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(reset.group(1))))
        : Optional.empty();
  }
}
