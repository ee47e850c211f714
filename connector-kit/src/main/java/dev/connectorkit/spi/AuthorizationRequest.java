package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a host asks of {@link SocialConnector#authorize}.
 *
 * @param state opaque value, carried to the provider and back verbatim (RFC 6749 §4.1.1)
 * @param redirectUri where the provider calls back; sent exactly as {@link URI#toString()} gives it
 * @param scopes scopes to ask for instead of the configured ones; empty to ask for those
 * @param hints OpenID Connect authentication request parameters for this one sign-in, keyed by
 *     {@link Hint}; a connector ignores those its provider does not know
 */
public record AuthorizationRequest(
    String state, URI redirectUri, Set<String> scopes, Map<Hint, String> hints) {

  /** Optional wishes of one sign-in (OpenID Connect Core §3.1.2.1). */
  public enum Hint {
    /** Who is expected to sign in. */
    LOGIN_HINT("login_hint"),
    /** Whether to ask for log-in, consent or account selection again. */
    PROMPT("prompt"),
    /** The person's languages, as BCP 47 tags separated by spaces. */
    UI_LOCALES("ui_locales"),
    /** The most seconds since the last log-in; the ID Token is then checked for it. */
    MAX_AGE("max_age"),
    /** Wanted classes of authentication, separated by spaces. */
    ACR_VALUES("acr_values");

    private final String parameter;

    Hint(String parameter) {
      this.parameter = parameter;
    }

    /** The name of the request parameter. */
    public String parameter() {
      return parameter;
    }
  }

  public AuthorizationRequest {
    requireNonNull(redirectUri, "redirectUri is null");
    if (requireNonNull(state, "state is null").isEmpty()) {
      throw new IllegalArgumentException("state is empty");
    }
    if (!redirectUri.isAbsolute() || redirectUri.getRawFragment() != null) {
      // RFC 6749 §3.1.2
      throw new IllegalArgumentException("redirectUri must be absolute and without a fragment");
    }
    scopes =
        scopes.isEmpty()
            ? Set.of()
            : java.util.Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    hints = Map.copyOf(hints);
  }

  /** A request for the configured scopes, without hints. */
  public AuthorizationRequest(String state, URI redirectUri) {
    this(state, redirectUri, Set.of(), Map.of());
  }

  /** Without the state and the hints, which may name a person. */
  @Override
  public String toString() {
    return "AuthorizationRequest[redirectUri=" + redirectUri + ", scopes=" + scopes + "]";
  }
}
