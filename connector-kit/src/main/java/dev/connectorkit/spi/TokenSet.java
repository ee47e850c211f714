package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of a token response (RFC 6749 §5.1).
 *
 * @param accessToken the access token; opaque
 * @param tokenType as the provider wrote it, for example {@code bearer}; compare without case
 * @param expiresAt when the access token ends, or empty when the provider does not say
 * @param refreshToken the refresh token, if one was issued
 * @param idToken the validated ID Token in its compact form, if one was issued
 * @param scopes the granted scopes; those asked for when the provider does not say (RFC 6749 §5.1)
 */
public record TokenSet(
    Secret accessToken,
    String tokenType,
    Optional<Instant> expiresAt,
    Optional<Secret> refreshToken,
    Optional<Secret> idToken,
    Set<String> scopes) {

  public TokenSet {
    requireNonNull(accessToken, "accessToken is null");
    requireNonNull(tokenType, "tokenType is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(refreshToken, "refreshToken is null");
    requireNonNull(idToken, "idToken is null");
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }
}
