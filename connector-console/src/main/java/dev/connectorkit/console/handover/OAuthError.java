package dev.connectorkit.console.handover;

import java.util.Locale;

/** What an application is told, in the words of RFC 6749 §4.1.2.1 and §5.2. */
public enum OAuthError {
  INVALID_REQUEST(400),
  INVALID_CLIENT(401),
  INVALID_GRANT(400),
  UNSUPPORTED_GRANT_TYPE(400),
  UNSUPPORTED_RESPONSE_TYPE(400),
  /** The person or the provider said no. */
  ACCESS_DENIED(403),
  SERVER_ERROR(500),
  TEMPORARILY_UNAVAILABLE(503),
  /** OpenID Connect Core §3.1.2.6: nobody is ever signed in already. */
  LOGIN_REQUIRED(400),
  /** RFC 6750 §3.1. */
  INVALID_TOKEN(401),
  /** Not of a standard, which has no word for it: too many failed requests. */
  TOO_MANY_REQUESTS(429);

  private final int httpStatus;

  OAuthError(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** Such as {@code invalid_grant}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When it is an answer, rather than part of a redirect. */
  public int httpStatus() {
    return httpStatus;
  }
}
