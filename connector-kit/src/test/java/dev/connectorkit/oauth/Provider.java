package dev.connectorkit.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A scripted OpenID provider, and a connector to it. */
final class Provider implements ConnectorContext {

  static final String ISSUER = "https://op.example";
  static final String CLIENT = "client-id";
  static final Secret SECRET = Secret.of("canary-secret");
  static final String REDIRECT = "https://app.example/cb";
  // Making one takes longer than all else a test does.
  private static final RSAKey FIRST_KEY = newKey("k1");

  final ScriptedHttp http = new ScriptedHttp();
  final MovingClock clock = new MovingClock();
  RSAKey key = FIRST_KEY;
  private final SecureRandom random = new SecureRandom();

  Provider() {
    http.on("/token", 200, "{\"access_token\":\"canary-access\",\"token_type\":\"bearer\"}");
    http.on("/userinfo", 200, "{\"sub\":\"u1\",\"name\":\"Ada\"}");
    publish();
  }

  static Endpoints endpoints() {
    return Endpoints.of(URI.create(ISSUER + "/authorize"), URI.create(ISSUER + "/token"))
        .withUserInfo(URI.create(ISSUER + "/userinfo"))
        .withIdTokens(IssuerRule.exactly(ISSUER), URI.create(ISSUER + "/jwks"));
  }

  OAuthConnectorBuilder describe() {
    return OAuthConnector.builder(this)
        .endpoints(endpoints())
        .client(ClientAuthentication.basic(CLIENT, SECRET))
        .scope("openid profile");
  }

  /** Signs in with a token response that has this ID Token. */
  SignIn signIn(OAuthConnector connector, SignInSession session, String idToken) {
    http.on(
        "/token",
        200,
        "{\"access_token\":\"canary-access\",\"token_type\":\"bearer\",\"id_token\":\""
            + idToken
            + "\"}");
    return connector.complete(callback(), session);
  }

  static AuthorizationResponse callback() {
    return new AuthorizationResponse(Map.of("code", List.of("canary-code"), "state", List.of("s")));
  }

  static SignInSession begin(OAuthConnector connector) {
    return connector.authorize(new AuthorizationRequest("s", URI.create(REDIRECT))).session();
  }

  /** The claims of a good ID Token for a sign-in. */
  Map<String, Object> claims(SignInSession session) {
    long now = clock.instant().getEpochSecond();
    return new LinkedHashMap<>(
        Map.of(
            "iss",
            ISSUER,
            "aud",
            CLIENT,
            "sub",
            "u1",
            "iat",
            now,
            "exp",
            now + 3600,
            "nonce",
            session.get("nonce").orElse("none")));
  }

  String sign(Map<String, Object> claims) {
    try {
      return sign(
          new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
          claims,
          new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String sign(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
    try {
      var token = new JWSObject(header, new Payload(claims));
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Keeps lone surrogates, which UTF-8 cannot write. */
  static String json(Object value) {
    try {
      return JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build()
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  void publish() {
    http.on("/jwks", 200, new JWKSet(key.toPublicJWK()).toString());
  }

  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String instanceId() {
    return "test";
  }

  @Override
  public ProviderHttp http() {
    return http;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  static final class MovingClock extends Clock {
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
