package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

/**
 * A request to revoke a token.
 *
 * @param token the token
 * @param kind what it is, sent as {@code token_type_hint} (RFC 7009 §2.1)
 */
public record RevocationRequest(Secret token, Kind kind) {

  /** The kinds of token that RFC 7009 names. */
  public enum Kind {
    /** An access token. */
    ACCESS_TOKEN("access_token"),
    /** A refresh token. */
    REFRESH_TOKEN("refresh_token");

    private final String hint;

    Kind(String hint) {
      this.hint = hint;
    }

    /** The value of {@code token_type_hint}. */
    public String hint() {
      return hint;
    }
  }

  public RevocationRequest {
    requireNonNull(token, "token is null");
    requireNonNull(kind, "kind is null");
  }
}
