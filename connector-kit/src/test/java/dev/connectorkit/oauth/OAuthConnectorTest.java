package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.TokenSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthConnectorTest {

  private static final String GOOD =
      "{\"access_token\":\"canary-access\",\"token_type\":\"bearer\"}";

  private final Provider provider = new Provider();
  private final OAuthConnector connector = provider.describe().scope("profile email").build();

  // Authorization request

  @Test
  void theEndpointsQueryStaysAndNothingComesTwice() {
    OAuthConnector tenant =
        provider
            .describe()
            .endpoints(
                Endpoints.of(
                    URI.create("https://op.example/authorize?tenant=a%20b&scope=old"),
                    URI.create("https://op.example/token")))
            .scope("profile")
            .build();

    URI uri = tenant.authorize(request("s")).uri();

    assertThat(ScriptedHttp.parameters(uri.getRawQuery()))
        .containsEntry("tenant", "a b")
        .containsEntry("scope", "profile")
        .containsEntry("response_type", "code")
        .containsEntry("client_id", Provider.CLIENT);
    assertThat(uri.getRawFragment()).isNull();
  }

  @Test
  void stateAndRedirectUriAreCarriedToTheLetter() {
    String state = "+ & = % é 🙂" + "x".repeat(500);
    String redirect = "https://h:8443/cb/%2F?x=1&y=%C3%A9";

    URI uri = connector.authorize(new AuthorizationRequest(state, URI.create(redirect))).uri();

    assertThat(ScriptedHttp.parameters(uri.getRawQuery()))
        .containsEntry("state", state)
        .containsEntry("redirect_uri", redirect);
  }

  @Test
  void verifierAndNonceAreFreshEachTimeAndNeverInTheUri() {
    OAuthConnector openid = provider.describe().build();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Authorization authorization = openid.authorize(request("s"));
      String verifier = authorization.session().get("code_verifier").orElseThrow();
      assertThat(verifier).matches("[A-Za-z0-9_-]{43}");
      assertThat(authorization.uri().toString()).doesNotContain(verifier);
      assertThat(authorization.toString()).doesNotContain(verifier);
      seen.add(verifier);
      seen.add(authorization.session().get("nonce").orElseThrow());
    }
    assertThat(seen).hasSize(400);
  }

  @Test
  void theSecretIsNotInTheUriAndWithoutOpenidThereIsNoNonce() {
    URI uri = connector.authorize(request("s")).uri();

    assertThat(uri.toString()).doesNotContain("canary");
    assertThat(ScriptedHttp.parameters(uri.getRawQuery()))
        .doesNotContainKey("nonce")
        .containsEntry("code_challenge_method", "S256");
  }

  @Test
  void scopesOfTheRequestReplaceThoseOfTheConfig() {
    var request =
        new AuthorizationRequest("s", URI.create(Provider.REDIRECT), Set.of("email"), Map.of());

    assertThat(ScriptedHttp.parameters(connector.authorize(request).uri().getRawQuery()))
        .containsEntry("scope", "email");
  }

  @Test
  void aFormPostIsAskedForAndTold() {
    OAuthConnector apple = provider.describe().responseMode(ResponseMode.FORM_POST).build();

    Authorization authorization = apple.authorize(request("s"));

    assertThat(authorization.responseMode()).isEqualTo(ResponseMode.FORM_POST);
    assertThat(authorization.uri().getQuery()).contains("response_mode=form_post");
  }

  // Token request

  @Test
  void theCodeIsExchangedWithTheVerifierAndTheSameRedirectUri() {
    Authorization authorization = connector.authorize(request("s"));

    connector.complete(Provider.callback(), authorization.session());

    Map<String, String> form = ScriptedHttp.form(provider.http.at("/token").get(0));
    assertThat(form)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "canary-code")
        .containsEntry("redirect_uri", Provider.REDIRECT)
        .doesNotContainKeys("client_id", "client_secret");
    assertThat(ScriptedHttp.parameters(authorization.uri().getRawQuery()).get("code_challenge"))
        .isEqualTo(Pkce.challenge(form.get("code_verifier")));
  }

  @Test
  void basicFormEncodesBothParts() {
    var proof =
        ClientAuthentication.basic("i:d %", Secret.of("s+e é")).prove(URI.create("x:y"), null);

    String header = proof.headers().get("Authorization").substring("Basic ".length());
    assertThat(new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8))
        .isEqualTo("i%3Ad+%25:s%2Be+%C3%A9");
    assertThat(proof.parameters()).isEmpty();
    assertThat(proof.toString()).doesNotContain(header);
  }

  @Test
  void postAndNoneUseTheBodyOnly() {
    assertThat(ClientAuthentication.post("id", Secret.of("s")).prove(null, null).parameters())
        .isEqualTo(Map.of("client_id", "id", "client_secret", "s"));
    assertThat(ClientAuthentication.none("id").prove(null, null).parameters())
        .isEqualTo(Map.of("client_id", "id"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_grant,CODE_INVALID",
    "400,invalid_client,INVALID_CONFIG",
    "401,invalid_client,INVALID_CONFIG",
    "400,unauthorized_client,INVALID_CONFIG",
    "400,invalid_scope,SCOPE_NOT_ALLOWED",
    "400,invalid_request,AUTHORIZATION_FAILED",
    "400,x_vendor,AUTHORIZATION_FAILED",
    "200,x_vendor,AUTHORIZATION_FAILED",
    "500,server_error,UNAVAILABLE"
  })
  void aRefusalIsTypedAndTheCodeIsSentOnce(int status, String code, ConnectorError error) {
    provider.http.on(
        "/token",
        status,
        "{\"error\":\"" + code + "\",\"error_description\":\"a\\r\\n\\u001b[31mb\"}");

    ConnectorException refused = Failing.with(error, this::complete);

    assertThat(refused.providerError()).contains(code);
    assertThat(refused.httpStatus()).hasValue(status);
    assertThat(provider.http.at("/token")).hasSize(1);
    assertThat(provider.http.at("/userinfo")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{\"access_token\":1}",
        "{\"access_token\":\"\"}",
        "{}",
        "{\"access_token\":\"canary\",\"access_token\":\"canary\"}",
        "{\"access_token\":\"canary\"} x"
      })
  void aTokenResponseThatIsNoneIsRefused(String body) {
    provider.http.on("/token", 200, body);

    Failing.with(ConnectorError.INVALID_RESPONSE, this::complete);
  }

  @Test
  void deepNestingIsRefused() {
    provider.http.on("/token", 200, "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");

    Failing.with(ConnectorError.INVALID_RESPONSE, this::complete);
  }

  @Test
  void aTokenTypeIsComparedWithoutCaseAndMustBeBearer() {
    provider.http.on("/token", 200, GOOD.replace("bearer", "bEARER"));
    assertThat(complete().tokens().tokenType()).isEqualTo("bEARER");

    provider.http.on("/token", 200, GOOD.replace("bearer", "mac"));
    Failing.with(ConnectorError.INVALID_RESPONSE, this::complete);
  }

  @ParameterizedTest
  @CsvSource({"3600,3600", "'\"3600\"',3600", "3600.7,3600", "0,0"})
  void theLifetimeMayBeANumberOrAText(String written, long seconds) {
    provider.http.on("/token", 200, GOOD.replace("}", ",\"expires_in\":" + written + "}"));

    assertThat(complete().tokens().expiresAt())
        .contains(provider.clock.instant().plusSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"soon\"", "-5", "{}", "1e999999999"})
  void aLifetimeThatIsNoneCountsAsNotSaid(String written) {
    provider.http.on("/token", 200, GOOD.replace("}", ",\"expires_in\":" + written + "}"));

    assertThat(complete().tokens().expiresAt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"profile\" | profile",
        "\"a b\" | a,b",
        "[\"a\",\"b\"] | a,b",
        "\"a,b\" | a,b",
        "null | profile,email"
      })
  void theGrantedScopesAreReadInAnyForm(String written, String scopes) {
    provider.http.on("/token", 200, GOOD.replace("}", ",\"scope\":" + written + "}"));

    assertThat(complete().tokens().scopes()).containsExactly(scopes.split(","));
  }

  @Test
  void formEncodedAndWrappedResponsesAreReadWhenDescribed() {
    provider.http.on(
        "/token", 200, "access_token=canary&token_type=bearer&expires_in=60&scope=a+b");
    OAuthConnector form =
        provider.describe().scope("profile").tokenResponse(TokenResponseReader.FORM).build();
    assertThat(form.complete(Provider.callback(), Provider.begin(form)).tokens().scopes())
        .containsExactly("a", "b");

    provider.http.on("/token", 200, "{\"data\":" + GOOD + "}");
    OAuthConnector wrapped =
        provider
            .describe()
            .scope("profile")
            .tokenResponse(TokenResponseReader.wrappedIn("data"))
            .build();
    assertThat(wrapped.complete(Provider.callback(), Provider.begin(wrapped)).profile().id())
        .isEqualTo("u1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After | 7 | 7",
        "Retry-After | Thu, 01 Jan 2026 00:00:20 GMT | 20",
        "RateLimit | \"api\";r=0;t=55 | 55"
      })
  void aRateLimitTellsHowLongToWait(String header, String value, long seconds) {
    provider.http.on(
        "/token",
        () ->
            new ProviderResponse(
                429,
                Map.of(header, List.of(value), "Date", List.of("Thu, 01 Jan 2026 00:00:00 GMT")),
                new byte[0]));

    assertThat(Failing.with(ConnectorError.RATE_LIMITED, this::complete).retryAfter())
        .contains(Duration.ofSeconds(seconds));
  }

  // Callback

  @ParameterizedTest
  @CsvSource({
    "access_denied,ACCESS_DENIED",
    "temporarily_unavailable,UNAVAILABLE",
    "server_error,AUTHORIZATION_FAILED",
    "invalid_scope,SCOPE_NOT_ALLOWED",
    "x_vendor,AUTHORIZATION_FAILED"
  })
  void anErrorEndsTheSignInEvenWithACode(String code, ConnectorError error) {
    Failing.with(error, () -> complete(Map.of("error", code, "code", "canary-code")));
    assertThat(provider.http.at("/token")).isEmpty();
  }

  @Test
  void aCodeIsNeeded() {
    Failing.with(ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS, () -> complete(Map.of()));
    Failing.with(
        ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS, () -> complete(Map.of("code", " ")));
    Failing.with(
        ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS,
        () -> complete(Map.of("access_token", "canary", "id_token", "canary")));
    assertThat(provider.http.requests).isEmpty();
  }

  @Test
  void aRepeatedParameterIsRefused() {
    Failing.with(
        ConnectorError.INVALID_REQUEST_PARAMETERS,
        () ->
            connector.complete(
                new AuthorizationResponse(Map.of("code", List.of("canary", "canary"))),
                Provider.begin(connector)));
    Failing.with(
        ConnectorError.INVALID_REQUEST_PARAMETERS,
        () ->
            connector.complete(
                new AuthorizationResponse(
                    Map.of("code", List.of("canary"), "state", List.of("s", "other"))),
                Provider.begin(connector)));
    assertThat(provider.http.requests).isEmpty();
  }

  @Test
  void theIssuerIsComparedToTheLetterAlsoForErrors() {
    for (String issuer :
        List.of("https://op.example/", "https://OP.example", "https://op.example:443")) {
      Failing.with(
          ConnectorError.ISSUER_MISMATCH, () -> complete(Map.of("code", "c", "iss", issuer)));
      Failing.with(
          ConnectorError.ISSUER_MISMATCH,
          () -> complete(Map.of("error", "access_denied", "iss", issuer)));
    }
    assertThat(provider.http.requests).isEmpty();
    assertThat(complete(Map.of("code", "c", "iss", Provider.ISSUER)).profile().id())
        .isEqualTo("u1");
  }

  @Test
  void aPromisedIssuerMustCome() {
    OAuthConnector strict =
        provider
            .describe()
            .scope("profile")
            .endpoints(Provider.endpoints().withIssuerInResponse())
            .build();

    Failing.with(
        ConnectorError.ISSUER_MISMATCH,
        () -> strict.complete(Provider.callback(), Provider.begin(strict)));
  }

  @Test
  void anEmptySessionIsRefused() {
    Failing.with(
        ConnectorError.SIGN_IN_NOT_FOUND,
        () -> connector.complete(Provider.callback(), new SignInSession(Map.of())));
    assertThat(provider.http.requests).isEmpty();
  }

  @Test
  void anotherInstanceOfTheConnectorCanFinish() {
    SignInSession session = Provider.begin(connector);
    OAuthConnector afterRestart = provider.describe().scope("profile email").build();

    assertThat(
            afterRestart
                .complete(Provider.callback(), new SignInSession(new HashMap<>(session.values())))
                .profile()
                .id())
        .isEqualTo("u1");
  }

  // Userinfo

  @Test
  void theTokenGoesInTheHeaderOnly() {
    complete();

    var request = provider.http.at("/userinfo").get(0);
    assertThat(request.headers()).containsEntry("Authorization", "Bearer canary-access");
    assertThat(request.uri().getQuery()).isNull();
    assertThat(request.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({
    "401,TOKEN_INVALID",
    "403,AUTHORIZATION_FAILED",
    "302,INVALID_RESPONSE",
    "404,INVALID_RESPONSE",
    "503,UNAVAILABLE"
  })
  void aUserinfoFailureIsTyped(int status, ConnectorError error) {
    provider.http.on("/userinfo", status, "<html>canary</html>");

    Failing.with(error, this::complete);
    assertThat(provider.http.at("/userinfo")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"sub\":null}", "{\"sub\":\" \"}", "{\"sub\":{}}", "{\"sub\":1.5}"})
  void aPersonNeedsAnIdentifier(String body) {
    provider.http.on("/userinfo", 200, body);

    Failing.with(ConnectorError.INVALID_RESPONSE, this::complete);
  }

  @Test
  void aNumericIdentifierIsKeptExactly() {
    provider.http.on("/userinfo", 200, "{\"sub\":9007199254740993}");

    assertThat(complete().profile().id()).isEqualTo("9007199254740993");
  }

  @Test
  void membersOfTheWrongTypeCountAsAbsent() {
    provider.http.on(
        "/userinfo",
        200,
        "{\"sub\":\"u\",\"name\":{},\"email\":7,\"picture\":[],\"profile\":\"javascript:alert(1)\","
            + "\"email_verified\":true,\"locale\":\"\",\"extra\":null}");

    var profile = complete().profile();

    assertThat(profile.name()).isEmpty();
    assertThat(profile.email()).isEmpty();
    assertThat(profile.emailVerified()).isFalse();
    assertThat(profile.avatar()).isEmpty();
    assertThat(profile.profileUrl()).isEmpty();
    assertThat(profile.raw()).containsEntry("extra", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\uFF20evil.example@good.example",
        "a@b@c.example",
        "a b@c.example",
        "a@c.example\\r\\nBcc: x",
        "\\\"a\\\"@c.example",
        "a\uFE6Bb@c.example",
        "nobody"
      })
  void anAddressWithASecondMeaningIsDropped(String address) {
    provider.http.on(
        "/userinfo", 200, "{\"sub\":\"u\",\"email\":\"" + address + "\",\"email_verified\":true}");

    assertThat(complete().profile().email()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "'\"true\"',true",
    "false,false",
    "'\"false\"',false",
    "1,false",
    "null,false"
  })
  void anAddressIsVerifiedOnlyWhenThatIsAsserted(String written, boolean verified) {
    provider.http.on(
        "/userinfo",
        200,
        "{\"sub\":\"u\",\"email\":\"a@b.example\",\"email_verified\":" + written + "}");

    assertThat(complete().profile().emailVerified()).isEqualTo(verified);
  }

  @Test
  void textIsUnicodeAndAByteOrderMarkIsSkipped() {
    provider.http.on("/userinfo", 200, "\uFEFF{\"sub\":\"u\",\"name\":\"José 🤖 שלום\"}");

    assertThat(complete().profile().name()).contains("José 🤖 שלום");
  }

  // Refresh, revoke, check, close

  @Test
  void aRefreshKeepsTheTokenThatIsNotReplaced() {
    var request = new RefreshRequest(Secret.of("canary-old"), Optional.of("u1"), Set.of("profile"));
    TokenSet kept = connector.refresh(request);
    assertThat(kept.refreshToken()).contains(Secret.of("canary-old"));
    assertThat(kept.scopes()).containsExactly("profile");

    provider.http.on("/token", 200, GOOD.replace("}", ",\"refresh_token\":\"canary-new\"}"));
    assertThat(connector.refresh(request).refreshToken()).contains(Secret.of("canary-new"));
  }

  @Test
  void aDeadRefreshTokenMeansSigningInAgain() {
    provider.http.on("/token", 400, "{\"error\":\"invalid_grant\"}");

    Failing.with(
        ConnectorError.TOKEN_INVALID,
        () ->
            connector.refresh(new RefreshRequest(Secret.of("canary"), Optional.empty(), Set.of())));
    assertThat(provider.http.at("/token")).hasSize(1);
  }

  @Test
  void aRenewedIdTokenMustBeAboutTheSamePerson() {
    SignInSession none = new SignInSession(Map.of());
    Map<String, Object> claims = new LinkedHashMap<>(provider.claims(none));
    provider.http.on(
        "/token", 200, GOOD.replace("}", ",\"id_token\":\"" + provider.sign(claims) + "\"}"));

    assertThat(
            connector
                .refresh(new RefreshRequest(Secret.of("canary"), Optional.of("u1"), Set.of()))
                .idToken())
        .isPresent();
    Failing.with(
        ConnectorError.ID_TOKEN_INVALID,
        () ->
            connector.refresh(
                new RefreshRequest(Secret.of("canary"), Optional.of("u2"), Set.of())));
  }

  @Test
  void aRevocationSaysWhatItRevokes() {
    OAuthConnector revoking =
        provider
            .describe()
            .endpoints(Provider.endpoints().withRevocation(URI.create(Provider.ISSUER + "/revoke")))
            .build();
    var request = new RevocationRequest(Secret.of("canary"), RevocationRequest.Kind.REFRESH_TOKEN);
    provider.http.on("/revoke", 200, "");

    revoking.revoke(request);

    assertThat(ScriptedHttp.form(provider.http.at("/revoke").get(0)))
        .containsEntry("token", "canary")
        .containsEntry("token_type_hint", "refresh_token");
    provider.http.on("/revoke", 503, "");
    Failing.with(ConnectorError.UNAVAILABLE, () -> revoking.revoke(request));
    Failing.with(ConnectorError.NOT_SUPPORTED, () -> connector.revoke(request));
  }

  @Test
  void aCheckReadsTheRefusalOfACodeThatCannotExist() {
    OAuthConnector checked =
        provider.describe().checkByUnknownCode(URI.create("https://localhost/x")).build();
    provider.http.on("/token", 400, "{\"error\":\"invalid_grant\"}");
    assertThat(checked.check().status()).isEqualTo(ConnectorHealth.Status.USABLE);
    provider.http.on("/token", 401, "{\"error\":\"invalid_client\"}");
    assertThat(checked.check().status()).isEqualTo(ConnectorHealth.Status.UNUSABLE);
    provider.http.on("/token", 503, "");
    assertThat(checked.check().status()).isEqualTo(ConnectorHealth.Status.UNUSABLE);
    assertThat(connector.check().status()).isEqualTo(ConnectorHealth.Status.UNKNOWN);
  }

  @Test
  void aCheckDoesNotGuessWhatAnotherRefusalMeans() {
    OAuthConnector checked =
        provider.describe().checkByUnknownCode(URI.create("https://localhost/x")).build();
    provider.http.on("/token", 400, "{\"error\":\"redirect_uri_mismatch\"}");

    assertThat(checked.check().status()).isEqualTo(ConnectorHealth.Status.UNKNOWN);
    assertThat(checked.check().message()).contains("'redirect_uri_mismatch'");
  }

  @Test
  void aClosedConnectorDoesNothing() {
    connector.close();
    connector.close();

    Failing.with(ConnectorError.STOPPED, () -> connector.authorize(request("s")));
    Failing.with(
        ConnectorError.STOPPED,
        () -> connector.complete(Provider.callback(), new SignInSession(Map.of())));
    assertThat(provider.http.requests).isEmpty();
  }

  private SignIn complete() {
    return connector.complete(Provider.callback(), Provider.begin(connector));
  }

  private SignIn complete(Map<String, String> parameters) {
    Map<String, List<String>> all = new HashMap<>();
    parameters.forEach((name, value) -> all.put(name, List.of(value)));
    return connector.complete(new AuthorizationResponse(all), Provider.begin(connector));
  }

  private static AuthorizationRequest request(String state) {
    return new AuthorizationRequest(state, URI.create(Provider.REDIRECT));
  }
}
