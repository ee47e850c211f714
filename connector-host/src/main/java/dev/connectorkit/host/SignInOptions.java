package dev.connectorkit.host;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.Secret;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Wishes for one sign-in.
 *
 * @param browserToken the token this browser already holds from an earlier {@code begin}, so that
 *     sign-ins in two tabs share it
 * @param scopes scopes to ask for instead of the configured ones
 * @param hints for the provider, where it understands them
 */
public record SignInOptions(
    Optional<Secret> browserToken, Set<String> scopes, Map<Hint, String> hints) {

  private static final SignInOptions NONE = new SignInOptions(Optional.empty(), Set.of(), Map.of());

  public SignInOptions {
    requireNonNull(browserToken, "browserToken is null");
    scopes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    hints = Map.copyOf(hints);
  }

  public static SignInOptions none() {
    return NONE;
  }

  public SignInOptions withBrowserToken(Secret token) {
    return new SignInOptions(Optional.of(token), scopes, hints);
  }

  public SignInOptions withScopes(Set<String> wanted) {
    return new SignInOptions(browserToken, wanted, hints);
  }

  public SignInOptions withHints(Map<Hint, String> wanted) {
    return new SignInOptions(browserToken, scopes, wanted);
  }
}
