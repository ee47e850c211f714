package dev.connectorkit.testkit.huggingface;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a person granted to a client.
 *
 * @param client the client
 * @param sub the person
 * @param scopes the granted scopes
 * @param redirectUri the redirect URI of the authorization request
 * @param challenge the PKCE challenge
 * @param nonce the nonce
 * @param issuer the origin the authorization request was made at
 * @param authenticatedAt when the person signed in
 * @param expiresAt when what stands for this grant (code or token) ends
 */
record Grant(
    FakeClient client,
    String sub,
    Set<String> scopes,
    String redirectUri,
    Optional<String> challenge,
    Optional<String> nonce,
    URI issuer,
    Instant authenticatedAt,
    Instant expiresAt) {

  Grant until(Instant end) {
    return new Grant(
        client, sub, scopes, redirectUri, challenge, nonce, issuer, authenticatedAt, end);
  }
}
