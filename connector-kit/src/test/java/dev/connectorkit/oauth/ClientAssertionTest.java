package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that prove themselves by a signature. */
class ClientAssertionTest {

  private static final URI TOKEN = URI.create("https://op.example/token");
  private static final RSAKey RSA = Provider.newKey("rsa-1");
  private static final ECKey EC = newCurve(Curve.P_256);
  private static final String SECRET = "canary-".repeat(10);

  private final Provider provider = new Provider();

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void aSecretSignsButDoesNotTravel(String algorithm) throws Exception {
    var client =
        ClientAuthentication.secretJwt("id", Secret.of(SECRET), algorithm, Optional.empty());

    SignedJWT assertion = assertion(client);

    assertThat(assertion.verify(new MACVerifier(SECRET))).isTrue();
    assertThat(assertion.getHeader().getAlgorithm()).hasToString(algorithm);
    assertThat(client.toString()).doesNotContain("canary");
  }

  @Test
  void anAssertionHasTheClaimsOfItsClause() throws Exception {
    SignedJWT assertion = assertion(rsaClient(Optional.empty()));

    JWTClaimsSet claims = assertion.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("id");
    assertThat(claims.getSubject()).isEqualTo("id");
    assertThat(claims.getAudience()).containsExactly(TOKEN.toString());
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(provider.clock.instant()));
    assertThat(claims.getNotBeforeTime()).isEqualTo(Date.from(provider.clock.instant()));
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(provider.clock.instant().plus(Duration.ofMinutes(5))));
    assertThat(assertion.getHeader().toJSONObject())
        .containsEntry("typ", "JWT")
        .containsEntry("alg", "RS256")
        .containsEntry("kid", "rsa-1");
  }

  @Test
  void eachAssertionIsMadeAnew() throws Exception {
    ClientAuthentication client = rsaClient(Optional.empty());

    assertThat(assertion(client).getJWTClaimsSet().getJWTID())
        .isNotEqualTo(assertion(client).getJWTClaimsSet().getJWTID());
  }

  @Test
  void theAudienceCanBeAnother() throws Exception {
    assertThat(
            assertion(rsaClient(Optional.of("https://op.example"))).getJWTClaimsSet().getAudience())
        .containsExactly("https://op.example");
  }

  @Test
  void theAudienceIsTheTokenEndpointAlsoWhenATokenIsRevoked() throws Exception {
    OAuthConnector connector =
        provider
            .describe()
            .endpoints(Provider.endpoints().withRevocation(URI.create(Provider.ISSUER + "/revoke")))
            .client(rsaClient(Optional.empty()))
            .build();
    provider.http.on("/revoke", 200, "");

    connector.revoke(
        new RevocationRequest(Secret.of("token"), RevocationRequest.Kind.ACCESS_TOKEN));

    String assertion =
        ScriptedHttp.form(provider.http.at("/revoke").get(0)).get("client_assertion");
    assertThat(SignedJWT.parse(assertion).getJWTClaimsSet().getAudience())
        .containsExactly(TOKEN.toString());
  }

  @Test
  void aSecretThatIsASignedJwtGoesWhereASecretGoes() throws Exception {
    SigningKey key = SigningKey.parse(pem(EC), "privateKey").withKeyId("KEYID12345");
    var proof =
        ClientAuthentication.signedSecret("service.id", key, "TEAM123456", "https://apple.example")
            .prove(TOKEN, provider.clock);

    assertThat(proof.parameters()).containsOnlyKeys("client_id", "client_secret");
    SignedJWT secret = SignedJWT.parse(proof.parameters().get("client_secret"));
    assertThat(secret.verify(new ECDSAVerifier(EC))).isTrue();
    assertThat(secret.getHeader().getKeyID()).isEqualTo("KEYID12345");
    assertThat(secret.getJWTClaimsSet().getIssuer()).isEqualTo("TEAM123456");
    assertThat(secret.getJWTClaimsSet().getSubject()).isEqualTo("service.id");
    assertThat(secret.getJWTClaimsSet().getAudience()).containsExactly("https://apple.example");
  }

  // Keys

  @Test
  void aKeyIsReadFromPemAndFromAJwk() throws Exception {
    assertSigns(SigningKey.parse(pem(RSA), "k"), "RS256", new RSASSAVerifier(RSA));
    assertSigns(SigningKey.parse(pem(EC), "k"), "ES256", new ECDSAVerifier(EC));
    assertSigns(
        SigningKey.parse(Secret.of(RSA.toJSONString()), "k"), "RS256", new RSASSAVerifier(RSA));
    ECKey large = newCurve(Curve.P_521);
    assertSigns(
        SigningKey.parse(Secret.of(large.toJSONString()), "k"), "ES512", new ECDSAVerifier(large));
  }

  @Test
  void aKeyThatLostItsLineBreaksIsReadAllTheSame() throws Exception {
    String pem = pem(EC).reveal();

    for (String damaged : List.of(pem.replace("\n", " "), pem.replace("\n", "\\n"))) {
      assertSigns(SigningKey.parse(Secret.of(damaged), "k"), "ES256", new ECDSAVerifier(EC));
    }
  }

  @Test
  void aKeySignsByAnotherAlgorithmOfItsKind() throws Exception {
    assertSigns(
        SigningKey.parse(pem(RSA), "k").withAlgorithm("PS384", "a"),
        "PS384",
        new RSASSAVerifier(RSA));
    var refused =
        Failing.with(
            ConnectorError.INVALID_CONFIG,
            () -> SigningKey.parse(pem(EC), "k").withAlgorithm("RS256", "assertionAlgorithm"));
    assertThat(refused.problems().get(0).pointer()).isEqualTo("/assertionAlgorithm");
  }

  @Test
  void aCertificateBesideTheKeyIsNamedByItsThumbprint() throws Exception {
    var pair = TestCertificate.of("RSA");

    SigningKey key = SigningKey.parse(Secret.of(pair.keyPem() + pair.certificatePem()), "k");

    assertThat(SignedJWT.parse(key.sign(Map.of())).getHeader().getX509CertSHA256Thumbprint())
        .hasToString(pair.thumbprint());
    Failing.with(
        ConnectorError.INVALID_CERTIFICATE,
        () -> SigningKey.parse(Secret.of(pem(RSA).reveal() + pair.certificatePem()), "k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "canary | neither PEM nor a JWK",
        "'{\"canary\":1}' | not a JWK",
        "'{canary' | not a JWK",
        "-----BEGIN RSA PRIVATE KEY-----canary-----END RSA PRIVATE KEY----- | openssl pkcs8",
        "-----BEGIN EC PRIVATE KEY-----canary-----END EC PRIVATE KEY----- | openssl pkcs8",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----c-----END ENCRYPTED PRIVATE KEY----- | is encrypted",
        "-----BEGIN PRIVATE KEY-----canary-----END PRIVATE KEY----- | damaged",
        "-----BEGIN PUBLIC KEY-----canary-----END PUBLIC KEY----- | only public parts"
      })
  void aTextThatIsNoKeyIsRefusedWithWhatToDo(String text, String why) {
    var refused =
        Failing.with(
            ConnectorError.INVALID_CERTIFICATE,
            () -> SigningKey.parse(Secret.of(text), "privateKey"));

    assertThat(refused).hasMessageContaining(why).hasMessageContaining("'privateKey'");
    assertThat(refused.problems().get(0).pointer()).isEqualTo("/privateKey");
  }

  @Test
  void aPublicOrShortOrExoticKeyIsRefused() throws Exception {
    for (String text :
        List.of(
            RSA.toPublicJWK().toJSONString(),
            "{\"kty\":\"oct\",\"k\":\"Y2FuYXJ5\"}",
            TestCertificate.shortRsaKeyPem())) {
      Failing.with(
          ConnectorError.INVALID_CERTIFICATE, () -> SigningKey.parse(Secret.of(text), "k"));
    }
  }

  // From a config

  @ParameterizedTest
  @CsvSource({
    "client_secret_basic,clientSecret",
    "client_secret_post,clientSecret",
    "client_secret_jwt,clientSecret",
    "private_key_jwt,privateKey"
  })
  void aMethodNeedsItsCredential(String method, String property) {
    var refused =
        Failing.with(
            ConnectorError.INVALID_CONFIG,
            () -> configured(Map.of("clientAuthentication", method)));

    assertThat(refused.problems().get(0).pointer()).isEqualTo("/" + property);
    assertThat(refused).hasMessageContaining(method);
  }

  @Test
  void everyMethodIsConfigured() throws Exception {
    var basic = configured(Map.of("clientSecret", Secret.of("s"))).prove(TOKEN, provider.clock);
    assertThat(basic.headers()).containsOnlyKeys("Authorization");

    var none = configured(Map.of("clientAuthentication", "none")).prove(TOKEN, provider.clock);
    assertThat(none.parameters()).containsOnlyKeys("client_id");

    SignedJWT shared =
        assertion(
            configured(
                Map.of(
                    "clientAuthentication",
                    "client_secret_jwt",
                    "clientSecret",
                    Secret.of(SECRET))));
    assertThat(shared.verify(new MACVerifier(SECRET))).isTrue();

    SignedJWT own =
        assertion(
            configured(
                Map.of(
                    "clientAuthentication", "private_key_jwt",
                    "privateKey", pem(RSA),
                    "keyId", "k7",
                    "assertionAlgorithm", "PS256",
                    "assertionAudience", "https://op.example")));
    assertThat(own.verify(new RSASSAVerifier(RSA))).isTrue();
    assertThat(own.getHeader().getKeyID()).isEqualTo("k7");
    assertThat(own.getHeader().getAlgorithm()).hasToString("PS256");
    assertThat(own.getJWTClaimsSet().getAudience()).containsExactly("https://op.example");
  }

  @ParameterizedTest
  @CsvSource({"HS256,31,32", "HS512,40,64"})
  void aSecretTooShortToSignIsRefused(String algorithm, int length, int needed) {
    var refused =
        Failing.with(
            ConnectorError.INVALID_CONFIG,
            () ->
                ClientAuthentication.secretJwt(
                    "id", Secret.of("c".repeat(length)), algorithm, Optional.empty()));

    assertThat(refused).hasMessageContaining(needed + " characters");
    assertThat(refused.problems().get(0).pointer()).isEqualTo("/clientSecret");
  }

  @Test
  void aSecretDoesNotSignByAnAlgorithmForKeys() {
    ConnectorException refused =
        Failing.with(
            ConnectorError.INVALID_CONFIG,
            () ->
                configured(
                    Map.of(
                        "clientAuthentication", "client_secret_jwt",
                        "clientSecret", Secret.of(SECRET),
                        "assertionAlgorithm", "RS256")));

    assertThat(refused.problems().get(0).pointer()).isEqualTo("/assertionAlgorithm");
  }

  private SignedJWT assertion(ClientAuthentication client) throws Exception {
    Map<String, String> parameters = client.prove(TOKEN, provider.clock).parameters();
    assertThat(parameters)
        .containsOnlyKeys("client_id", "client_assertion_type", "client_assertion")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    return SignedJWT.parse(parameters.get("client_assertion"));
  }

  private static ClientAuthentication rsaClient(Optional<String> audience) {
    return ClientAuthentication.privateKeyJwt(
        "id", SigningKey.parse(Secret.of(RSA.toJSONString()), "k"), audience);
  }

  private static ClientAuthentication configured(Map<String, Object> more) {
    var values = new HashMap<String, Object>(Map.of("clientId", "id"));
    values.putAll(more);
    return ClientAuthentication.configured(new ConnectorConfig(values));
  }

  private static void assertSigns(SigningKey key, String algorithm, JWSVerifier verifier)
      throws Exception {
    SignedJWT token = SignedJWT.parse(key.sign(Map.of("a", "b")));
    assertThat(token.getHeader().getAlgorithm()).hasToString(algorithm);
    assertThat(token.verify(verifier)).isTrue();
  }

  private static Secret pem(RSAKey key) throws Exception {
    return Secret.of(TestCertificate.pem("PRIVATE KEY", key.toPrivateKey().getEncoded()));
  }

  private static Secret pem(ECKey key) throws Exception {
    return Secret.of(TestCertificate.pem("PRIVATE KEY", key.toPrivateKey().getEncoded()));
  }

  private static ECKey newCurve(Curve curve) {
    try {
      return new ECKeyGenerator(curve).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
