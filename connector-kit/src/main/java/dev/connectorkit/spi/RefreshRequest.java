package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A request to renew tokens.
 *
 * @param refreshToken the refresh token last received
 * @param subject the {@link UserProfile#id()} the tokens belong to. When given, a new ID Token for
 *     anyone else is refused (OpenID Connect Core §12.2)
 * @param scopes what was granted before: kept when the provider does not repeat it (RFC 6749 §6)
 */
public record RefreshRequest(Secret refreshToken, Optional<String> subject, Set<String> scopes) {

  public RefreshRequest {
    requireNonNull(refreshToken, "refreshToken is null");
    requireNonNull(subject, "subject is null");
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }

  /** A request to renew the tokens of a sign-in, or empty when it came without a refresh token. */
  public static Optional<RefreshRequest> of(SignIn signIn) {
    return signIn
        .tokens()
        .refreshToken()
        .map(
            token ->
                new RefreshRequest(
                    token, Optional.of(signIn.profile().id()), signIn.tokens().scopes()));
  }
}
