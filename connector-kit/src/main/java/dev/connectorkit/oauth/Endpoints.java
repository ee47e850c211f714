package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a provider is reached.
 *
 * @param authorization the authorization endpoint
 * @param token the token endpoint
 * @param userInfo the userinfo endpoint, or none where the ID Token tells all
 * @param jwks the provider's signing keys; needed to accept ID Tokens
 * @param revocation the revocation endpoint (RFC 7009), if there is one
 * @param issuer the issuer, compared exactly with {@code iss}; needed to accept ID Tokens
 * @param issuerInResponse whether the provider promises {@code iss} in every authorization response
 *     (RFC 9207 §3), so that a response without it is refused
 */
public record Endpoints(
    URI authorization,
    URI token,
    Optional<URI> userInfo,
    Optional<URI> jwks,
    Optional<URI> revocation,
    Optional<IssuerRule> issuer,
    boolean issuerInResponse) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * @throws IllegalArgumentException when an endpoint is not https (http only on loopback), or has
   *     a user or a fragment
   */
  public Endpoints {
    requireNonNull(authorization, "authorization is null");
    requireNonNull(token, "token is null");
    requireNonNull(userInfo, "userInfo is null");
    requireNonNull(jwks, "jwks is null");
    requireNonNull(revocation, "revocation is null");
    requireNonNull(issuer, "issuer is null");
    Stream.of(
            Stream.of(authorization, token), userInfo.stream(), jwks.stream(), revocation.stream())
        .flatMap(uris -> uris)
        .filter(uri -> !isOne(uri))
        .findFirst()
        .ifPresent(
            uri -> {
              throw new IllegalArgumentException(
                  "An endpoint is an https address (http only on loopback) without user and"
                      + " fragment, and not one of the scheme "
                      + uri.getScheme());
            });
  }

  /** RFC 6749 §3.1, §3.1.2.1 and §3.2: TLS, and no fragment. */
  static boolean isOne(URI uri) {
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return false;
    }
    return "https".equalsIgnoreCase(uri.getScheme())
        || "http".equalsIgnoreCase(uri.getScheme())
            && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  /** The two endpoints that every code flow has. */
  public static Endpoints of(URI authorization, URI token) {
    return new Endpoints(
        authorization,
        token,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Adds the userinfo endpoint. */
  public Endpoints withUserInfo(URI uri) {
    return new Endpoints(
        authorization, token, Optional.of(uri), jwks, revocation, issuer, issuerInResponse);
  }

  /** Adds what is needed to accept ID Tokens. */
  public Endpoints withIdTokens(IssuerRule issuerRule, URI jwksUri) {
    return new Endpoints(
        authorization,
        token,
        userInfo,
        Optional.of(jwksUri),
        revocation,
        Optional.of(issuerRule),
        issuerInResponse);
  }

  /** Adds the revocation endpoint (RFC 7009). */
  public Endpoints withRevocation(URI uri) {
    return new Endpoints(
        authorization, token, userInfo, jwks, Optional.of(uri), issuer, issuerInResponse);
  }

  /** Declares that every authorization response carries {@code iss}. */
  public Endpoints withIssuerInResponse() {
    return new Endpoints(authorization, token, userInfo, jwks, revocation, issuer, true);
  }
}
