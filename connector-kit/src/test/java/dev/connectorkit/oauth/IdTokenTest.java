package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenTest {

  private final Provider provider = new Provider();
  private final OAuthConnector connector = provider.describe().build();
  private final SignInSession session = Provider.begin(connector);
  private final Map<String, Object> claims = provider.claims(session);

  @Test
  void aGoodTokenIsAccepted() {
    claims.put("aud", List.of(Provider.CLIENT));
    claims.put("unknown", Map.of("a", 1));

    assertThat(provider.signIn(connector, session, provider.sign(claims)).profile().id())
        .isEqualTo("u1");
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        change("another issuer", c -> c.put("iss", "https://evil.example"), "iss"),
        change("a trailing slash", c -> c.put("iss", Provider.ISSUER + "/"), "iss"),
        change("no issuer", c -> c.remove("iss"), "iss"),
        change("another audience", c -> c.put("aud", "other"), "aud"),
        change("one more audience", c -> c.put("aud", List.of(Provider.CLIENT, "other")), "aud"),
        change("no audience", c -> c.remove("aud"), "aud"),
        change("another authorized party", c -> c.put("azp", "other"), "azp"),
        change("a list as authorized party", c -> c.put("azp", List.of("other")), "azp"),
        change("expired for over a minute", c -> c.put("exp", (long) c.get("iat") - 60), "exp"),
        change("long expired", c -> c.put("exp", (long) c.get("iat") - 600), "exp"),
        change("no expiry", c -> c.remove("exp"), "exp"),
        change("an expiry that is a text", c -> c.put("exp", "9999999999"), "exp"),
        change("no time of issue", c -> c.remove("iat"), "iat"),
        change("from tomorrow", c -> c.put("iat", (long) c.get("iat") + 86_400), "iat"),
        change("issued in over a minute", c -> c.put("iat", (long) c.get("iat") + 61), "iat"),
        change("for later", c -> c.put("nbf", (long) c.get("iat") + 61), "nbf"),
        change("for a time that is a text", c -> c.put("nbf", "0"), "nbf"),
        change("a subject of 256 characters", c -> c.put("sub", "x".repeat(256)), "sub"),
        change("no subject", c -> c.remove("sub"), "sub"),
        change("an empty subject", c -> c.put("sub", ""), "sub"),
        change("a subject that is a number", c -> c.put("sub", 7), "sub"));
  }

  private static Arguments change(String what, Consumer<Map<String, Object>> change, String claim) {
    return Arguments.of(what, change, claim);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badClaims")
  void aTokenWithBadClaimsIsRefusedBeforeUserinfo(
      String what, Consumer<Map<String, Object>> change, String claim) {
    change.accept(claims);

    var refused =
        Failing.with(
            ConnectorError.ID_TOKEN_INVALID,
            () -> provider.signIn(connector, session, provider.sign(claims)));
    assertThat(refused).hasMessageEndingWith(": " + claim);
    assertThat(provider.http.at("/userinfo")).isEmpty();
  }

  @Test
  void aMinuteOfSkewIsAllowed() {
    long now = provider.clock.instant().getEpochSecond();
    claims.put("exp", now - 59);
    claims.put("iat", now + 60);
    claims.put("nbf", now + 60);

    assertThat(provider.signIn(connector, session, provider.sign(claims)).profile().id())
        .isEqualTo("u1");
  }

  @Test
  void allBadClaimsAreToldTogether() {
    claims.put("iss", "x");
    claims.put("aud", "y");

    assertThatThrownBy(() -> provider.signIn(connector, session, provider.sign(claims)))
        .hasMessageEndingWith("iss, aud");
  }

  @Test
  void theNonceMustBeThisSignIns() {
    claims.put("nonce", "another");
    Failing.with(
        ConnectorError.NONCE_MISMATCH,
        () -> provider.signIn(connector, session, provider.sign(claims)));
    claims.remove("nonce");
    Failing.with(
        ConnectorError.NONCE_MISMATCH,
        () -> provider.signIn(connector, session, provider.sign(claims)));
  }

  @Test
  void aTokenIsRequiredWhenOpenidWasAsked() {
    Failing.with(
        ConnectorError.ID_TOKEN_INVALID, () -> connector.complete(Provider.callback(), session));
  }

  @Test
  void aTamperedPayloadIsRefused() {
    String[] parts = provider.sign(claims).split("\\.");
    claims.put("sub", "u2");
    String other = provider.sign(claims).split("\\.")[1];

    refused(parts[0] + "." + other + "." + parts[2]);
  }

  @Test
  void charactersThatAreNotBase64urlAreNotSkipped() {
    String[] parts = provider.sign(claims).split("\\.");
    for (String foreign : List.of("!", "+", "/", " ", "=", "é")) {
      refused(parts[0] + foreign + "." + parts[1] + "." + parts[2]);
      refused(parts[0] + "." + parts[1] + foreign + "." + parts[2]);
      refused(parts[0] + "." + parts[1] + "." + foreign + parts[2]);
    }
  }

  @Test
  void anUnsignedTokenIsRefusedHoweverItIsSpelled() {
    String payload = provider.sign(claims).split("\\.")[1];
    for (String algorithm : List.of("none", "nOnE", "NONE")) {
      refused(Base64URL.encode("{\"alg\":\"" + algorithm + "\"}") + "." + payload + ".");
    }
    refused(provider.sign(claims).replaceFirst("[^.]+$", ""));
  }

  @Test
  void anHmacKeyedWithThePublicKeyIsRefused() throws Exception {
    for (byte[] confused :
        List.of(
            provider.key.toRSAPublicKey().getEncoded(),
            provider.key.toPublicJWK().toJSONString().getBytes(),
            provider.key.getModulus().decode())) {
      refused(
          Provider.sign(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
              claims,
              new MACSigner(confused)));
    }
  }

  @Test
  void anAlgorithmThatIsNotExpectedIsRefused() throws Exception {
    refused(
        Provider.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("k1").build(),
            claims,
            new RSASSASigner(provider.key)));
  }

  @Test
  void keysInTheHeaderAreNeverTrusted() throws Exception {
    RSAKey attacker = Provider.newKey("attacker");
    refused(
        Provider.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(attacker.toPublicJWK()).build(),
            claims,
            new RSASSASigner(attacker)));
    refused(
        Provider.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwkURL(URI.create("https://evil.example/jwks"))
                .keyID("attacker")
                .build(),
            claims,
            new RSASSASigner(attacker)));
    assertThat(provider.http.requests)
        .noneMatch(request -> request.uri().getHost().equals("evil.example"));
  }

  @Test
  void anUnknownCriticalHeaderIsRefused() throws Exception {
    refused(
        Provider.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("k1")
                .criticalParams(Set.of("exotic"))
                .customParam("exotic", true)
                .build(),
            claims,
            new RSASSASigner(provider.key)));
  }

  @Test
  void aTokenWithoutKeyIdIsTriedAgainstTheKeys() throws Exception {
    String token =
        Provider.sign(new JWSHeader(JWSAlgorithm.RS256), claims, new RSASSASigner(provider.key));

    assertThat(provider.signIn(connector, session, token).profile().id()).isEqualTo("u1");
  }

  @Test
  void aRotatedKeyIsFetchedOnce() {
    provider.signIn(connector, session, provider.sign(claims));
    provider.key = Provider.newKey("k2");
    provider.publish();

    provider.signIn(connector, session, provider.sign(claims));

    assertThat(provider.http.at("/jwks")).hasSize(2);
  }

  @Test
  void manyUnknownKeyIdsCauseFewFetches() {
    for (int i = 0; i < 50; i++) {
      RSAKey published = provider.key;
      provider.key = new RSAKey.Builder(published).keyID("unknown-" + i).build();
      refused(provider.sign(claims));
      provider.key = published;
    }

    assertThat(provider.http.at("/jwks")).hasSizeLessThanOrEqualTo(3);
    assertThat(provider.signIn(connector, session, provider.sign(claims)).profile().id())
        .isEqualTo("u1");
  }

  @Test
  void keysThatCannotBeHadAreTheProvidersFault() {
    provider.http.on("/jwks", 503, "<html>");

    Failing.with(
        ConnectorError.UNAVAILABLE,
        () -> provider.signIn(connector, session, provider.sign(claims)));
  }

  @Test
  void aKeySetThatIsNoStrictJsonIsTheProvidersFault() {
    String keys = new JWKSet(provider.key.toPublicJWK()).toString();
    for (String document :
        List.of(
            "<html>",
            keys + keys,
            keys.replace("}]}", "},]}"),
            keys.replace('"', '\''),
            keys.replace("{\"keys\"", "{\"keys\":[],\"keys\""))) {
      provider.http.on("/jwks", 200, document);
      OAuthConnector fresh = provider.describe().build();

      Failing.with(
          ConnectorError.INVALID_RESPONSE,
          () -> provider.signIn(fresh, session, provider.sign(claims)));
    }
  }

  @Test
  void aHashOfAnotherAccessTokenIsRefused() {
    claims.put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");

    refused(provider.sign(claims));
  }

  @Test
  void anOversizedOrEncryptedTokenIsRefused() {
    refused("a".repeat(70_000));
    refused("a.b.c.d.e");
    refused("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5m", "-1", "1e3", "0x1", "1234567890", "1 "})
  void maxAgeIsANumberOfSeconds(String text) {
    OAuthConnector withHint = provider.describe().hints(Hint.MAX_AGE).build();
    var request =
        new AuthorizationRequest(
            "s", URI.create(Provider.REDIRECT), Set.of(), Map.of(Hint.MAX_AGE, text));

    Failing.with(ConnectorError.INVALID_REQUEST_PARAMETERS, () -> withHint.authorize(request));
  }

  @Test
  void maxAgeNeedsARecentLogin() {
    OAuthConnector withHint = provider.describe().hints(Hint.MAX_AGE).build();
    SignInSession hinted =
        withHint
            .authorize(
                new AuthorizationRequest(
                    "s", URI.create(Provider.REDIRECT), Set.of(), Map.of(Hint.MAX_AGE, "300")))
            .session();
    Map<String, Object> stale = provider.claims(hinted);

    Failing.with(
        ConnectorError.ID_TOKEN_INVALID,
        () -> provider.signIn(withHint, hinted, provider.sign(stale)));
    stale.put("auth_time", provider.clock.instant().getEpochSecond() - 200);
    assertThat(provider.signIn(withHint, hinted, provider.sign(stale)).profile().id())
        .isEqualTo("u1");
  }

  @Test
  void symmetricAlgorithmsCannotBeConfigured() {
    assertThatThrownBy(() -> provider.describe().idTokenAlgorithms("HS256"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> provider.describe().idTokenAlgorithms("none"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void refused(String token) {
    Failing.with(ConnectorError.ID_TOKEN_INVALID, () -> provider.signIn(connector, session, token));
  }
}
