package dev.connectorkit.testkit.huggingface;

/** Behaviour of the provider that is not known for certain, and faults, to be switched on. */
public enum Quirk {
  /** {@code invalid_client} with status 400 instead of 401. */
  INVALID_CLIENT_AS_400,
  /** ID Tokens without {@code kid}. */
  ID_TOKEN_WITHOUT_KID,
  /** A right PKCE verifier stands in for the secret of a confidential client. */
  PKCE_REPLACES_SECRET,
  /** Token responses without {@code scope}. */
  NO_SCOPE_IN_TOKEN_RESPONSE,
  /** {@code iss} in authorization responses (RFC 9207). */
  ISSUER_IN_RESPONSE,
  /** Userinfo refuses a token with an HTML page instead of JSON. */
  USERINFO_ERROR_AS_HTML,
  /** Token and userinfo endpoints are rate limited. */
  RATE_LIMITED,
  /** The answer to a rate limit is an HTML page instead of JSON. */
  RATE_LIMIT_AS_HTML,
  /** {@code Retry-After} beside the {@code RateLimit} header. */
  RETRY_AFTER,
  /** Token and userinfo endpoints answer 503 with an HTML page. */
  OUTAGE,
  /** Token and userinfo endpoints take a minute to answer. */
  SLOW,
  /** Token and userinfo endpoints close the connection without an answer. */
  DROPPED
}
