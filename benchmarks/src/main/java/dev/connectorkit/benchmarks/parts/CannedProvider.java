package dev.connectorkit.benchmarks.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A provider that is no process and no network: what is left is the connector's own work. */
final class CannedProvider implements ProviderHttp, ConnectorContext {

  static final String ISSUER = "https://provider.example";
  static final URI REDIRECT_URI = URI.create("https://app.example/callback/provider");

  private static final String CLIENT = "client";

  private final SecureRandom random = new SecureRandom();
  private final RSAKey key;
  private volatile String idToken = "";

  CannedProvider() throws JOSEException {
    this.key = new RSAKeyGenerator(2048).keyID("k1").algorithm(JWSAlgorithm.RS256).generate();
  }

  OAuthConnector connector(String scope) {
    return OAuthConnector.builder(this)
        .endpoints(
            Endpoints.of(at("/authorize"), at("/token"))
                .withUserInfo(at("/userinfo"))
                .withIdTokens(IssuerRule.exactly(ISSUER), at("/jwks")))
        .client(ClientAuthentication.basic(CLIENT, Secret.of("secret")))
        .scope(scope)
        .build();
  }

  /** Signs the ID Token of the sign-in with this nonce; the next token response has it. */
  void sign(String nonce) throws JOSEException {
    Instant now = Instant.now();
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("1234567890")
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(36_000)))
                .claim("nonce", nonce)
                .claim("name", "Ada Lovelace")
                .claim("email", "ada@provider.example")
                .build());
    jwt.sign(new RSASSASigner(key));
    idToken = ",\"id_token\":\"" + jwt.serialize() + "\"";
  }

  @Override
  public ProviderResponse send(ProviderRequest request) {
    return switch (request.uri().getRawPath()) {
      case "/token" ->
          json(
              "{\"access_token\":\"access-7c7a1b9e1d534d3e9d0e0b8a3c6f2a11\",\"token_type\":\"Bearer\","
                  + "\"expires_in\":28800,\"scope\":\"openid profile email\""
                  + idToken
                  + "}");
      case "/userinfo" ->
          json(
              "{\"sub\":\"1234567890\",\"name\":\"Ada Lovelace\",\"preferred_username\":\"ada\","
                  + "\"picture\":\"https://provider.example/ada.png\","
                  + "\"email\":\"ada@provider.example\",\"email_verified\":true}");
      case "/jwks" -> json(new JWKSet(key.toPublicJWK()).toString());
      default -> throw new IllegalArgumentException("No such address.");
    };
  }

  private static ProviderResponse json(String body) {
    return new ProviderResponse(
        200, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8));
  }

  private static URI at(String path) {
    return URI.create(ISSUER + path);
  }

  @Override
  public String instanceId() {
    return "canned";
  }

  @Override
  public ProviderHttp http() {
    return this;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public SecureRandom random() {
    return random;
  }
}
