package dev.connectorkit.testkit.huggingface;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Redeems codes and refresh tokens. */
final class TokenEndpoint {

  private static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofHours(8);
  private static final Duration REFRESH_TOKEN_LIFETIME = Duration.ofDays(90);
  private static final Duration ID_TOKEN_LIFETIME = Duration.ofHours(1);

  private final FakeHuggingFace provider;

  TokenEndpoint(FakeHuggingFace provider) {
    this.provider = provider;
  }

  FakeResponse handle(FakeRequest request) {
    if (!request.method().equals("POST")) {
      return FakeResponse.html(404, Pages.message("404", "There is no such page."));
    }
    try {
      Grant grant =
          switch (request.formParameter("grant_type").orElse("")) {
            case "authorization_code" -> byCode(request);
            case "refresh_token" -> byRefreshToken(request);
            default -> throw new Refused("invalid_request", "Unknown grant_type");
          };
      return FakeResponse.json(200, provider.tokenResponse.apply(response(grant)))
          .header("Cache-Control", "no-store");
    } catch (Refused e) {
      boolean unauthorized =
          e.error.equals("invalid_client") && !provider.has(Quirk.INVALID_CLIENT_AS_400);
      return FakeResponse.json(
          unauthorized ? 401 : 400,
          Map.of("error", e.error, "error_description", String.valueOf(e.getMessage())));
    }
  }

  private Grant byCode(FakeRequest request) throws Refused {
    String code = request.formParameter("code").orElse("");
    Optional<Grant> known = provider.codes.get(code);
    boolean provenByVerifier = known.filter(grant -> verifierMatches(grant, request)).isPresent();
    FakeClient client = client(request, known, provenByVerifier);
    // Used up by any attempt of an authenticated client, good or bad.
    Grant grant =
        provider.codes.take(code).orElseThrow(() -> new Refused("invalid_grant", "Invalid code"));
    if (!provider.clock.instant().isBefore(grant.expiresAt())) {
      throw new Refused("invalid_grant", "The code has expired");
    }
    if (!grant.client().id().equals(client.id())) {
      throw new Refused("invalid_grant", "The code was issued to another client");
    }
    if (!grant.redirectUri().equals(request.formParameter("redirect_uri").orElse(""))) {
      throw new Refused("invalid_grant", "redirect_uri does not match");
    }
    if (grant.challenge().isPresent() && !provenByVerifier) {
      throw new Refused("invalid_grant", "code_verifier does not match");
    }
    if (client.secret().isEmpty() && grant.challenge().isEmpty()) {
      throw new Refused("invalid_grant", "A public client needs PKCE");
    }
    return grant;
  }

  private Grant byRefreshToken(FakeRequest request) throws Refused {
    FakeClient client = client(request, Optional.empty(), false);
    Grant grant =
        provider
            .refreshTokens
            .take(request.formParameter("refresh_token").orElse(""))
            .filter(known -> known.client().id().equals(client.id()))
            .filter(known -> provider.clock.instant().isBefore(known.expiresAt()))
            .orElseThrow(() -> new Refused("invalid_grant", "Invalid refresh token"));
    return grant;
  }

  /** A public client may leave its id out: the code alone says whose it is. */
  private FakeClient client(FakeRequest request, Optional<Grant> grant, boolean provenByVerifier)
      throws Refused {
    Optional<String[]> basic = request.header("authorization").flatMap(TokenEndpoint::basic);
    String id =
        basic
            .map(pair -> pair[0])
            .or(() -> request.formParameter("client_id"))
            .or(() -> grant.map(known -> known.client().id()))
            .orElse("");
    FakeClient client = provider.clients.get(id);
    if (client == null) {
      throw new Refused("invalid_client", "Unknown client");
    }
    Optional<String> secret =
        basic.map(pair -> pair[1]).or(() -> request.formParameter("client_secret"));
    boolean replaced =
        secret.isEmpty() && provenByVerifier && provider.has(Quirk.PKCE_REPLACES_SECRET);
    if (!client.secret().equals(secret) && !replaced) {
      throw new Refused("invalid_client", "Invalid client credentials");
    }
    return client;
  }

  private static Optional<String[]> basic(String header) {
    if (!header.startsWith("Basic ")) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new String[] {
                // RFC 6749 §2.3.1: both parts are form-encoded.
                URLDecoder.decode(pair.substring(0, colon), UTF_8),
                URLDecoder.decode(pair.substring(colon + 1), UTF_8)
              });
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean verifierMatches(Grant grant, FakeRequest request) {
    return grant.challenge().isPresent()
        && request
            .formParameter("code_verifier")
            .filter(verifier -> challenge(verifier).equals(grant.challenge().get()))
            .isPresent();
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private Map<String, Object> response(Grant grant) {
    Instant now = provider.clock.instant();
    String accessToken = "hf_oauth_" + OpaqueValue.text();
    String refreshToken = "hf_oauth__refresh_" + OpaqueValue.text();
    provider.accessTokens.put(accessToken, grant.until(now.plus(ACCESS_TOKEN_LIFETIME)));
    provider.refreshTokens.put(refreshToken, grant.until(now.plus(REFRESH_TOKEN_LIFETIME)));
    var response = new LinkedHashMap<String, Object>();
    response.put("access_token", accessToken);
    response.put("token_type", "bearer");
    // What is left of the lifetime, rounded down.
    response.put("expires_in", ACCESS_TOKEN_LIFETIME.toSeconds() - 1);
    if (grant.scopes().contains("openid")) {
      response.put(
          "id_token",
          provider.keys.sign(
              provider.idTokenClaims.apply(idToken(grant, now)),
              !provider.has(Quirk.ID_TOKEN_WITHOUT_KID)));
    }
    if (!provider.has(Quirk.NO_SCOPE_IN_TOKEN_RESPONSE)) {
      response.put("scope", String.join(" ", grant.scopes()));
    }
    response.put("refresh_token", refreshToken);
    return response;
  }

  private Map<String, Object> idToken(Grant grant, Instant now) {
    FakePerson person = provider.people.get(grant.sub());
    var claims = new LinkedHashMap<String, Object>(UserInfo.identity(grant, person));
    claims.put("aud", grant.client().id());
    claims.put("auth_time", now.getEpochSecond());
    grant.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(ID_TOKEN_LIFETIME).getEpochSecond());
    claims.put("iss", grant.issuer().toString());
    return claims;
  }

  /** A refusal of RFC 6749 §5.2. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String error;

    Refused(String error, String description) {
      super(description);
      this.error = error;
    }
  }
}
