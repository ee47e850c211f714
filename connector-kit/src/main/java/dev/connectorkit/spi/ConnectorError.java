package dev.connectorkit.spi;

import java.util.Locale;

/** The stable codes of everything that can go wrong, each with what a host needs to react. */
public enum ConnectorError {
  // The person
  /** The person said no at the provider. */
  ACCESS_DENIED(ErrorCategory.USER, false, 403),
  /** The person may not use this instance: wrong organization, tenant or domain. */
  ACCOUNT_NOT_ALLOWED(ErrorCategory.USER, false, 403),
  /** The attempt took longer than the host allows. */
  SIGN_IN_EXPIRED(ErrorCategory.USER, false, 400),
  /** No sign-in is pending for this callback: it was used already, or never begun here. */
  SIGN_IN_NOT_FOUND(ErrorCategory.USER, false, 400),
  /** The callback arrived in another browser, or at another connector, than the sign-in began. */
  STATE_MISMATCH(ErrorCategory.USER, false, 400),
  /** The authorization code is wrong, expired or used ({@code invalid_grant}). */
  CODE_INVALID(ErrorCategory.USER, false, 401),
  /** An access or refresh token is no longer accepted: the person must sign in again. */
  TOKEN_INVALID(ErrorCategory.USER, false, 401),
  /** A parameter is missing. */
  INSUFFICIENT_REQUEST_PARAMETERS(ErrorCategory.USER, false, 400),
  /** A parameter is malformed or repeated. */
  INVALID_REQUEST_PARAMETERS(ErrorCategory.USER, false, 400),

  // The operator
  /** The config is not usable: it breaks the schema, or the provider refuses the client. */
  INVALID_CONFIG(ErrorCategory.CONFIGURATION, false, 500),
  /** A certificate or key in the config is not PEM, or not of the expected kind. */
  INVALID_CERTIFICATE(ErrorCategory.CONFIGURATION, false, 500),
  /** The provider does not grant a requested scope to this client. */
  SCOPE_NOT_ALLOWED(ErrorCategory.CONFIGURATION, false, 500),
  /** A request was about to leave for an origin the connector did not declare. */
  ORIGIN_NOT_ALLOWED(ErrorCategory.CONFIGURATION, false, 500),
  /** The host has no connector or instance of that id. */
  NOT_FOUND(ErrorCategory.CONFIGURATION, false, 404),
  /** A plugin jar cannot be used; the message says why and what to do. */
  PLUGIN_UNUSABLE(ErrorCategory.CONFIGURATION, false, 422),
  /** A message template is missing; for connectors that send messages. */
  TEMPLATE_NOT_FOUND(ErrorCategory.CONFIGURATION, false, 500),
  /** A message template is of a kind the connector cannot send. */
  TEMPLATE_NOT_SUPPORTED(ErrorCategory.CONFIGURATION, false, 501),
  /** What the host stored is sealed under a key that it was not given. */
  SEALING_KEY_UNKNOWN(ErrorCategory.CONFIGURATION, false, 500),
  /** A persistent quota at the provider is used up. */
  USAGE_LIMIT_EXCEEDED(ErrorCategory.CONFIGURATION, false, 429),

  // The provider
  /** The provider refused, for a reason that has no code of its own here. */
  AUTHORIZATION_FAILED(ErrorCategory.PROVIDER, false, 401),
  /** The issuer of the response is not the one asked (RFC 9207). */
  ISSUER_MISMATCH(ErrorCategory.PROVIDER, false, 401),
  /** The ID Token is missing or fails validation (OpenID Connect Core §3.1.3.7). */
  ID_TOKEN_INVALID(ErrorCategory.PROVIDER, false, 401),
  /** The ID Token belongs to another sign-in. */
  NONCE_MISMATCH(ErrorCategory.PROVIDER, false, 401),
  /** The response is not what the protocol promises. */
  INVALID_RESPONSE(ErrorCategory.PROVIDER, false, 502),
  /** Too many requests; see {@link ConnectorException#retryAfter()}. */
  RATE_LIMITED(ErrorCategory.PROVIDER, true, 429),
  /** The provider cannot be reached or answers with a server error. */
  UNAVAILABLE(ErrorCategory.PROVIDER, true, 503),
  /** The provider did not answer within the deadline. */
  TIMEOUT(ErrorCategory.PROVIDER, true, 504),

  // This software
  /** Anything not foreseen. */
  UNEXPECTED(ErrorCategory.INTERNAL, false, 500),
  /** The connector's metadata breaks its contract. */
  INVALID_METADATA(ErrorCategory.INTERNAL, false, 500),
  /** The connector's config schema is not usable. */
  INVALID_CONFIG_SCHEMA(ErrorCategory.INTERNAL, false, 500),
  /** The connector is of another type than the caller needs. */
  UNEXPECTED_TYPE(ErrorCategory.INTERNAL, false, 500),
  /** The connector does not have this capability. */
  NOT_SUPPORTED(ErrorCategory.INTERNAL, false, 501),
  /** The instance is closed. */
  STOPPED(ErrorCategory.INTERNAL, true, 503),
  /** A bound of the host is reached. */
  OVERLOADED(ErrorCategory.INTERNAL, true, 503),
  /** The host's store, such as its database, does not answer. */
  STORE_UNAVAILABLE(ErrorCategory.INTERNAL, true, 503),
  /** What the host stored is not what comes back: changed, moved or damaged. */
  STORED_DATA_INVALID(ErrorCategory.INTERNAL, false, 500);

  private final ErrorCategory category;
  private final boolean retryable;
  private final int httpStatus;

  ConnectorError(ErrorCategory category, boolean retryable, int httpStatus) {
    this.category = category;
    this.retryable = retryable;
    this.httpStatus = httpStatus;
  }

  /** The code as it appears in JSON and logs, for example {@code access_denied}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Who can do something about it. */
  public ErrorCategory category() {
    return category;
  }

  /** Whether the same thing may succeed later without anyone changing anything. */
  public boolean retryable() {
    return retryable;
  }

  /** The status a host is advised to answer its own client with. */
  public int httpStatus() {
    return httpStatus;
  }
}
