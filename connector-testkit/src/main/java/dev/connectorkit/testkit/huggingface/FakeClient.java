package dev.connectorkit.testkit.huggingface;

import java.util.Optional;
import java.util.Set;

/**
 * A registered OAuth application.
 *
 * @param id the client id
 * @param secret the client secret; empty for a public client
 * @param name shown on the consent page
 * @param redirectUris the registered redirect URIs
 * @param scopes the scopes enabled in its settings
 */
public record FakeClient(
    String id, Optional<String> secret, String name, Set<String> redirectUris, Set<String> scopes) {

  public FakeClient {
    redirectUris = Set.copyOf(redirectUris);
    scopes = Set.copyOf(scopes);
  }

  /** A confidential client with the scopes openid, profile and email. */
  public static FakeClient confidential(String id, String secret, String redirectUri) {
    return new FakeClient(
        id,
        Optional.of(secret),
        "Practice application",
        Set.of(redirectUri),
        Set.of("openid", "profile", "email"));
  }

  /** A public client with the scopes openid, profile and email. */
  public static FakeClient withoutSecret(String id, String redirectUri) {
    return new FakeClient(
        id,
        Optional.empty(),
        "Practice application",
        Set.of(redirectUri),
        Set.of("openid", "profile", "email"));
  }

  public FakeClient withScopes(Set<String> enabled) {
    return new FakeClient(id, secret, name, redirectUris, enabled);
  }
}
