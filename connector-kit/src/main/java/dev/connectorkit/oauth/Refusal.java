package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
          Map.entry("temporarily_unavailable", ConnectorError.UNAVAILABLE),
          Map.entry("invalid_scope", ConnectorError.SCOPE_NOT_ALLOWED),
          // RFC 6749 §5.2
          Map.entry("invalid_client", ConnectorError.INVALID_CONFIG),
          Map.entry("unauthorized_client", ConnectorError.INVALID_CONFIG),
          Map.entry("invalid_grant", ConnectorError.CODE_INVALID),
          // RFC 6750 §3.1
          Map.entry("invalid_token", ConnectorError.TOKEN_INVALID));

  // The window's remaining seconds, in the header some providers send instead of Retry-After.
  private static final Pattern RATE_LIMIT_RESET = Pattern.compile(";\\s*t=(\\d{1,9})");

  private Refusal() {}

  /**
   * From the {@code error} parameter of an authorization response.
   *
   * @param own the provider's own error codes
   * @param sent what the response carries that must not be in an error text
   */
  static ConnectorException.Builder ofAuthorization(
      String error,
      @Nullable String description,
      Map<String, ConnectorError> own,
      SentSecrets sent) {
    ConnectorError code = code(error, own);
    return ConnectorException.of(code)
        .message(
            code == ConnectorError.ACCESS_DENIED
                ? "Access was denied at the provider."
                : "The provider answered the authorization request with an error.")
        .provider(sent.removedFrom(error), sent.removedFrom(description));
  }

  /**
   * From an HTTP response that is no success.
   *
   * @param what names the response in the message, for example "token response"
   * @param body its parsed body, where it has one
   */
  static ConnectorException.Builder of(ProviderResponse response, String what, Claims body) {
    return of(response, what, body, Map.of(), SentSecrets.none());
  }

  /**
   * As {@link #of(ProviderResponse, String, Claims)}.
   *
   * @param own the provider's own error codes
   * @param sent what the request carried that must not come back in an error text
   */
  static ConnectorException.Builder of(
      ProviderResponse response,
      String what,
      Claims body,
      Map<String, ConnectorError> own,
      SentSecrets sent) {
    int status = response.status();
    Optional<String> error = body.text("error");
    ConnectorError code = code(response, error, own);
    return ConnectorException.of(code)
        .message(sentence(code, status, what))
        .httpStatus(status)
        .provider(
            sent.removedFrom(error.orElse(null)),
            sent.removedFrom(body.text("error_description").orElse(null)))
        .retryAfter(retryAfter(response).orElse(null));
  }

  /**
   * Whether a response says "too many requests": by the status of RFC 6585 §4, or by a 403 whose
   * headers say so, as some providers write it.
   */
  static boolean isRateLimit(ProviderResponse response) {
    return response.status() == 429
        || response.status() == 403
            && (response.header("Retry-After").isPresent()
                || response.header("X-RateLimit-Remaining").equals(Optional.of("0")));
  }

  /**
   * Whether the client could not prove itself. RFC 6749 §5.2 says {@code invalid_client} to that,
   * and some providers say {@code unauthorized_client}; the status tells what they mean.
   */
  static boolean isOfClient(
      ProviderResponse response, Claims body, Map<String, ConnectorError> own) {
    String error = body.text("error").orElse("");
    return code(response, Optional.of(error), own) == ConnectorError.INVALID_CONFIG
        && (error.equals("invalid_client")
            || error.equals("unauthorized_client") && response.status() == 401);
  }

  /**
   * Names the properties to look at.
   *
   * @param properties those of the client; none where they are not known
   */
  static ConnectorException.Builder pointingAt(
      List<String> properties, ConnectorException.Builder refusal) {
    if (properties.isEmpty()) {
      return refusal;
    }
    String message =
        "The provider does not accept this client. Check "
            + String.join(" and ", properties)
            + ", and whether the provider expects this kind of client authentication.";
    return refusal
        .message(message)
        .problems(
            properties.stream()
                .map(property -> new ConfigProblem("/" + property, "usable", message))
                .toList());
  }

  private static ConnectorError code(
      ProviderResponse response, Optional<String> error, Map<String, ConnectorError> own) {
    if (isRateLimit(response)) {
      return ConnectorError.RATE_LIMITED;
    }
    if (response.status() >= 500) {
      return ConnectorError.UNAVAILABLE;
    }
    return error.map(text -> code(text, own)).orElse(ConnectorError.INVALID_RESPONSE);
  }

  private static ConnectorError code(String error, Map<String, ConnectorError> own) {
    return own.getOrDefault(error, CODES.getOrDefault(error, ConnectorError.AUTHORIZATION_FAILED));
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
        .or(() -> response.header("RateLimit").flatMap(Refusal::untilReset))
        .or(() -> untilEpoch(response));
  }

  /**
   * The end of the window in seconds since 1970; it comes with every response, also with good ones.
   */
  private static Optional<Duration> untilEpoch(ProviderResponse response) {
    return isRateLimit(response)
        ? response
            .header("X-RateLimit-Reset")
            .filter(text -> text.matches("\\d{1,11}"))
            .map(text -> until(Instant.ofEpochSecond(Long.parseLong(text)), response))
        : Optional.empty();
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
      return Optional.of(until(parseDate(value), response));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration until(Instant end, ProviderResponse response) {
    Duration wait = Duration.between(now(response), end);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Instant now(ProviderResponse response) {
    try {
      return response.header("Date").map(Refusal::parseDate).orElseGet(Instant::now);
    } catch (DateTimeException e) {
      return Instant.now();
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
