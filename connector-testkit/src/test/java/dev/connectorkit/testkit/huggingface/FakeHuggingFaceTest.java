package dev.connectorkit.testkit.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test is one thing the provider is known, or supposed, to do. */
class FakeHuggingFaceTest {

  private static final URI ORIGIN = URI.create("https://huggingface.co");
  private static final String CALLBACK = "https://app.example/cb";
  private static final String VERIFIER = "v".repeat(43);
  private static final FakePerson ADA = FakePerson.of("5f0000000000000000000001", "ada", "Ada");

  private final MovingClock clock = new MovingClock();
  private final FakeHuggingFace provider =
      FakeHuggingFace.builder()
          .clock(clock)
          .client(FakeClient.confidential("confidential", "secret", CALLBACK))
          .client(FakeClient.withoutSecret("public", CALLBACK))
          .client(FakeClient.withoutSecret("native", "http://localhost:3000/cb?x=1"))
          .person(ADA)
          .build();

  // Authorization

  @Test
  void aPersonWhoIsNotLoggedInIsSentToTheLoginPage() {
    FakeResponse response = get("/oauth/authorize?" + query(request("confidential")), null);

    assertThat(response.status()).isEqualTo(303);
    assertThat(response.headers().get("Location")).startsWith(ORIGIN + "/login?next=");
  }

  @Test
  void theFirstConsentIsAPageAndItsFormGoesToTheSameAddress() {
    String session = logIn();
    String target = "/oauth/authorize?" + query(request("confidential"));

    FakeResponse page = get(target, session);
    assertThat(page.status()).isEqualTo(200);
    assertThat(text(page)).contains("Authorize", "method=\"post\"");

    FakeResponse redirect = post(target, "decision=authorize", session);
    assertThat(redirect.status()).isEqualTo(303);
    assertThat(redirect.headers().get("Location"))
        .startsWith(CALLBACK + "?code=")
        .contains("&state=st");
  }

  @Test
  void aKnownApplicationIsAuthorizedWithoutAsking() {
    String session = logIn();
    String target = "/oauth/authorize?" + query(request("confidential"));
    post(target, "decision=authorize", session);

    assertThat(get(target, session).headers().get("Location")).startsWith(CALLBACK + "?code=");
  }

  @Test
  void aDenialGoesBackWithTheStateAndIsNotRemembered() {
    String session = logIn();
    String target = "/oauth/authorize?" + query(request("confidential"));

    assertThat(post(target, "decision=cancel", session).headers().get("Location"))
        .startsWith(CALLBACK + "?")
        .contains(
            "error=access_denied", "error_description=The+user+denied+the+request", "state=st");
    assertThat(get(target, session).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "nobody,https://app.example/cb,Unknown client_id",
    "confidential,https://app.example/cb/,Invalid redirect_uri",
    "confidential,https://app.example:443/cb,Invalid redirect_uri",
    "native,http://127.0.0.1:3000/cb?x=1,Invalid redirect_uri",
    "native,https://localhost:3000/cb?x=1,Invalid redirect_uri",
    "native,http://localhost:3000/cb?x=2,Invalid redirect_uri"
  })
  void anUnknownClientOrRedirectUriIsToldOnTheSpot(
      String client, String redirectUri, String words) {
    Map<String, String> request = request(client);
    request.put("redirect_uri", redirectUri);

    FakeResponse response = get("/oauth/authorize?" + query(request), logIn());

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.headers()).doesNotContainKey("Location");
    assertThat(text(response)).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000/cb?x=1",
        "http://localhost:49152/cb?x=1",
        "http://localhost/cb?x=1"
      })
  void onLoopbackThePortDoesNotMatter(String redirectUri) {
    Map<String, String> request = request("native");
    request.put("redirect_uri", redirectUri);

    assertThat(get("/oauth/authorize?" + query(request), logIn()).status()).isEqualTo(200);
  }

  @Test
  void aScopeThatIsNotEnabledIsAnError() {
    Map<String, String> request = request("confidential");
    request.put("scope", "profile jobs");

    assertThat(authorize(request)).contains("error=invalid_scope", "state=st");
  }

  @Test
  void theResponseTypeMayBeLeftOut() {
    Map<String, String> request = request("confidential");
    request.remove("response_type");

    assertThat(authorize(request)).contains("code=");
  }

  @Test
  void theIssuerComesWithTheCallbackWhenSwitchedOn() {
    assertThat(authorize(request("confidential"))).doesNotContain("iss=");
    provider.switchOn(Quirk.ISSUER_IN_RESPONSE);
    assertThat(authorize(request("confidential"))).contains("iss=https%3A%2F%2Fhuggingface.co");
  }

  // Token

  @Test
  void aTokenResponseHasTheFieldsInTheirOrder() {
    FakeResponse response = redeem(code(request("confidential")), BASIC);

    assertThat(response.status()).isEqualTo(200);
    assertThat(json(response).keySet())
        .containsExactly(
            "access_token", "token_type", "expires_in", "id_token", "scope", "refresh_token");
    assertThat(json(response))
        .containsEntry("token_type", "bearer")
        .containsEntry("expires_in", 28799)
        .containsEntry("scope", "openid profile email");
    assertThat(json(response).get("access_token").toString()).startsWith("hf_oauth_");
    assertThat(json(response).get("refresh_token").toString()).startsWith("hf_oauth__refresh_");
  }

  @Test
  void withoutOpenidThereIsNoIdToken() {
    Map<String, String> request = request("confidential");
    request.put("scope", "profile");

    assertThat(json(redeem(code(request), BASIC))).doesNotContainKey("id_token");
  }

  @Test
  void aCodeWorksOnce() {
    String code = code(request("confidential"));
    redeem(code, BASIC);

    assertRefused(redeem(code, BASIC), 400, "invalid_grant");
  }

  @Test
  void aCodeExpires() {
    String code = code(request("confidential"));
    clock.advance(Duration.ofMinutes(10));

    assertRefused(redeem(code, BASIC), 400, "invalid_grant");
  }

  @Test
  void aCodeIsBoundToItsClientRedirectUriAndVerifier() {
    assertRefused(redeem(code(request("public")), BASIC), 400, "invalid_grant");
    Map<String, String> elsewhere = grant(code(request("confidential")));
    elsewhere.put("redirect_uri", CALLBACK + "/other");
    assertRefused(token(elsewhere, BASIC), 400, "invalid_grant");
    Map<String, String> otherVerifier = grant(code(request("confidential")));
    otherVerifier.put("code_verifier", "w".repeat(43));
    assertRefused(token(otherVerifier, BASIC), 400, "invalid_grant");
    Map<String, String> noVerifier = grant(code(request("confidential")));
    noVerifier.remove("code_verifier");
    assertRefused(token(noVerifier, BASIC), 400, "invalid_grant");
  }

  @Test
  void aWrongSecretIsInvalidClientWithASwitchableStatus() {
    assertRefused(
        redeem(code(request("confidential")), basic("confidential", "wrong")),
        401,
        "invalid_client");
    provider.switchOn(Quirk.INVALID_CLIENT_AS_400);
    assertRefused(
        redeem(code(request("confidential")), basic("nobody", "x")), 400, "invalid_client");
  }

  @Test
  void theSecretMayComeInTheBody() {
    Map<String, String> grant = grant(code(request("confidential")));
    grant.put("client_id", "confidential");
    grant.put("client_secret", "secret");

    assertThat(token(grant, null).status()).isEqualTo(200);
  }

  @Test
  void aPublicClientNeedsOnlyCodeAndVerifier() {
    assertThat(redeem(code(request("public")), null).status()).isEqualTo(200);
  }

  @Test
  void aConfidentialClientWithoutItsSecretIsRefusedUnlessSwitched() {
    assertRefused(redeem(code(request("confidential")), null), 401, "invalid_client");
    provider.switchOn(Quirk.PKCE_REPLACES_SECRET);
    assertThat(redeem(code(request("confidential")), null).status()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenIsReplacedAtEveryUse() {
    String first =
        json(redeem(code(request("confidential")), BASIC)).get("refresh_token").toString();
    Map<String, String> refresh = Map.of("grant_type", "refresh_token", "refresh_token", first);

    FakeResponse renewed = token(refresh, BASIC);

    assertThat(json(renewed).get("refresh_token")).isNotEqualTo(first);
    assertRefused(token(refresh, BASIC), 400, "invalid_grant");
  }

  // ID Token

  @Test
  void anIdTokenIsSignedAndTellsWhoButNotTheOrganizations() throws Exception {
    Map<String, String> request = request("confidential");
    request.put("nonce", "n-1");
    SignedJWT token =
        SignedJWT.parse(json(redeem(code(request), BASIC)).get("id_token").toString());
    JWKSet keys = JWKSet.parse(text(get("/oauth/jwks", null)));

    assertThat(token.verify(new RSASSAVerifier(keys.getKeys().get(0).toRSAKey()))).isTrue();
    assertThat(token.getHeader().getKeyID()).isEqualTo(keys.getKeys().get(0).getKeyID());
    Map<String, Object> claims = token.getPayload().toJSONObject();
    assertThat(claims)
        .containsEntry("iss", "https://huggingface.co")
        .containsEntry("aud", "confidential")
        .containsEntry("sub", ADA.sub())
        .containsEntry("nonce", "n-1")
        .containsKeys("auth_time", "iat", "exp")
        .doesNotContainKeys("orgs", "isPro", "canPay");
    assertThat((long) claims.get("exp") - (long) claims.get("iat")).isEqualTo(3600);
  }

  @Test
  void anIdTokenMayLackItsKeyId() throws Exception {
    provider.switchOn(Quirk.ID_TOKEN_WITHOUT_KID);

    String token = json(redeem(code(request("confidential")), BASIC)).get("id_token").toString();

    assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isNull();
  }

  // Userinfo

  @Test
  void userinfoTellsWhatTheScopeAllows() {
    assertThat(userInfo("openid profile email"))
        .containsEntry("sub", ADA.sub())
        .containsEntry("name", "Ada")
        .containsEntry("preferred_username", "ada")
        .containsEntry("profile", "https://huggingface.co/ada")
        .containsEntry("email_verified", true)
        .containsEntry("isPro", false)
        .containsEntry("orgs", List.of());
    assertThat(userInfo("openid")).containsOnlyKeys("sub", "isPro", "orgs");
    assertThat(userInfo("profile")).doesNotContainKeys("email", "email_verified");
  }

  @Test
  void organizationsMayBeAbsentNullOrListed() {
    provider.update(ADA.without("orgs"));
    assertThat(userInfo("profile")).doesNotContainKey("orgs");
    provider.update(ADA.with("orgs", null));
    assertThat(userInfo("profile")).containsEntry("orgs", null);
    provider.update(ADA.with("orgs", List.of(Map.of("sub", "a"))));
    assertThat(userInfo("profile")).containsEntry("orgs", List.of(Map.of("sub", "a")));
  }

  @Test
  void aNameMayBeBlankNullOrAbsent() {
    provider.update(ADA.with("name", ""));
    assertThat(userInfo("profile")).containsEntry("name", "");
    provider.update(ADA.with("name", null));
    assertThat(userInfo("profile")).containsEntry("name", null);
    provider.update(ADA.without("name"));
    assertThat(userInfo("profile")).doesNotContainKey("name");
  }

  @Test
  void aBadExpiredOrRevokedTokenIs401() {
    assertThat(withToken("nonsense").status()).isEqualTo(401);
    assertThat(json(withToken("nonsense"))).containsKey("error");
    String token = accessToken("profile");
    provider.revoke(token);
    assertThat(withToken(token).status()).isEqualTo(401);
    String old = accessToken("profile");
    clock.advance(Duration.ofHours(8));
    assertThat(withToken(old).status()).isEqualTo(401);
    provider.switchOn(Quirk.USERINFO_ERROR_AS_HTML);
    assertThat(withToken(old).headers().get("Content-Type")).startsWith("text/html");
  }

  // The rest

  @Test
  void aRateLimitHasItsHeadersAndRetryAfterOnlyWhenSwitchedOn() {
    provider.switchOn(Quirk.RATE_LIMITED);
    FakeResponse response = withToken("any");
    assertThat(response.status()).isEqualTo(429);
    assertThat(response.headers())
        .containsKeys("RateLimit", "RateLimit-Policy")
        .doesNotContainKey("Retry-After");

    provider.switchOn(Quirk.RETRY_AFTER);
    assertThat(withToken("any").headers()).containsEntry("Retry-After", "55");
  }

  @Test
  void anOutageIsAnHtmlPage() {
    provider.switchOn(Quirk.OUTAGE);

    assertThat(withToken("any").status()).isEqualTo(503);
    assertThat(text(withToken("any"))).contains("<!doctype html>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
  void theMetadataFollowsTheOriginAndHasNoRevocation(String path) {
    assertThat(json(get(path, null)))
        .containsEntry("issuer", "https://huggingface.co")
        .containsEntry("token_endpoint", "https://huggingface.co/oauth/token")
        .doesNotContainKeys("revocation_endpoint", "scopes_supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth/revoke", "/oauth/introspect", "/logout"})
  void whatTheProviderDoesNotHaveIsNotFound(String path) {
    assertThat(get(path, null).status()).isEqualTo(404);
  }

  @Test
  void theLoginPageLeadsNowhereElse() {
    FakeResponse response = post("/login?next=%2F%2Fevil.example", "person=" + ADA.sub(), null);

    assertThat(response.headers().get("Location")).isEqualTo("https://huggingface.co/");
  }

  @Test
  void namesAreEscaped() {
    provider.update(ADA.with("name", "<script>alert(1)</script>"));

    assertThat(text(get("/login", null))).doesNotContain("<script>alert");
  }

  @Test
  void codeCanActAsThePersonsBrowser() {
    URI authorization = URI.create(ORIGIN + "/oauth/authorize?" + query(request("confidential")));

    assertThat(provider.authorize(authorization, Consent.allow(ADA)).getQuery()).contains("code=");
    assertThat(provider.authorize(authorization, Consent.deny(ADA)).getQuery())
        .contains("access_denied");
    Map<String, String> bad = request("nobody");
    assertThatThrownBy(
            () ->
                provider.authorize(
                    URI.create(ORIGIN + "/oauth/authorize?" + query(bad)), Consent.allow(ADA)))
        .hasMessageContaining("Unknown client_id");
  }

  private static final String BASIC = basic("confidential", "secret");

  private static Map<String, String> request(String client) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", client);
    request.put(
        "redirect_uri", client.equals("native") ? "http://localhost:3000/cb?x=1" : CALLBACK);
    request.put("scope", "openid profile email");
    request.put("state", "st");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    return request;
  }

  private String authorize(Map<String, String> request) {
    return provider
        .authorize(URI.create(ORIGIN + "/oauth/authorize?" + query(request)), Consent.allow(ADA))
        .toString();
  }

  private String code(Map<String, String> request) {
    return FakeRequest.parse(URI.create(authorize(request)).getRawQuery()).get("code").get(0);
  }

  private static Map<String, String> grant(String code) {
    return new LinkedHashMap<>(
        Map.of(
            "grant_type", "authorization_code",
            "code", code,
            "redirect_uri", CALLBACK,
            "code_verifier", VERIFIER));
  }

  private FakeResponse redeem(String code, String authorization) {
    return token(grant(code), authorization);
  }

  private FakeResponse token(Map<String, String> form, String authorization) {
    Map<String, List<String>> headers = new TreeMap<>();
    if (authorization != null) {
      headers.put("authorization", List.of(authorization));
    }
    return provider.handle(
        new FakeRequest(
            "POST", ORIGIN, URI.create("/oauth/token"), headers, query(form).getBytes(UTF_8)));
  }

  private String accessToken(String scope) {
    Map<String, String> request = request("confidential");
    request.put("scope", scope);
    return json(redeem(code(request), BASIC)).get("access_token").toString();
  }

  private Map<String, Object> userInfo(String scope) {
    return json(withToken(accessToken(scope)));
  }

  private FakeResponse withToken(String token) {
    return provider.handle(
        new FakeRequest(
            "GET",
            ORIGIN,
            URI.create("/oauth/userinfo"),
            Map.of("authorization", List.of("Bearer " + token)),
            new byte[0]));
  }

  private String logIn() {
    String cookie =
        post("/login?next=%2F", "person=" + ADA.sub(), null).headers().get("Set-Cookie");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private FakeResponse get(String target, String cookie) {
    return send("GET", target, "", cookie);
  }

  private FakeResponse post(String target, String body, String cookie) {
    return send("POST", target, body, cookie);
  }

  private FakeResponse send(String method, String target, String body, String cookie) {
    Map<String, List<String>> headers =
        cookie == null ? Map.of() : Map.of("cookie", List.of(cookie));
    return provider.handle(
        new FakeRequest(method, ORIGIN, URI.create(target), headers, body.getBytes(UTF_8)));
  }

  private static void assertRefused(FakeResponse response, int status, String error) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(json(response)).containsEntry("error", error).containsKey("error_description");
  }

  private static Map<String, Object> json(FakeResponse response) {
    try {
      return JsonMapper.builder()
          .build()
          .readValue(response.body(), new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (java.io.IOException e) {
      throw new AssertionError(text(response), e);
    }
  }

  private static String text(FakeResponse response) {
    return new String(response.body(), UTF_8);
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String basic(String id, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
  }

  private static String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static final class MovingClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
