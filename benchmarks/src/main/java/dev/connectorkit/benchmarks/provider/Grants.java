package dev.connectorkit.benchmarks.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was granted, with the token response written out: the costly part, the signature, is made
 * when the authorization request arrives, outside of what is measured. A code may be redeemed again
 * and again, as no real provider allows, so that few of them are enough.
 */
final class Grants {

  /** A token response, and the challenge its code is bound to. */
  record Grant(byte[] tokenResponse, String challenge) {}

  private static final String SUB = "62f264b9f3c90f4b6514a269";

  private final String issuer;
  private final boolean once;
  private final RSAKey key;
  private final JWSSigner signer;
  private final Map<String, Grant> byCode = new ConcurrentHashMap<>();
  private final Map<String, Boolean> accessTokens = new ConcurrentHashMap<>();

  /**
   * @param once whether what was redeemed is forgotten, as in a run of a hundred thousand
   */
  Grants(String issuer, boolean once) throws JOSEException {
    this.issuer = issuer;
    this.once = once;
    this.key =
        new RSAKeyGenerator(2048)
            .keyUse(KeyUse.SIGNATURE)
            .keyID("k1")
            .algorithm(JWSAlgorithm.RS256)
            .generate();
    this.signer = new RSASSASigner(key);
  }

  /** Grants what an authorization request asks for; returns the code. */
  String grant(Map<String, String> request) throws JOSEException {
    String code = UUID.randomUUID().toString();
    String accessToken = "access-" + UUID.randomUUID() + UUID.randomUUID();
    String scope = request.getOrDefault("scope", "");
    String idToken =
        Arrays.asList(scope.split(" ")).contains("openid")
            ? idToken(request.get("client_id"), request.get("nonce"), accessToken)
            : null;
    byCode.put(
        code,
        new Grant(
            tokenResponse(accessToken, scope, idToken).getBytes(UTF_8),
            request.getOrDefault("code_challenge", "")));
    accessTokens.put(accessToken, true);
    return code;
  }

  @Nullable Grant redeem(String code) {
    return once ? byCode.remove(code) : byCode.get(code);
  }

  boolean accepts(String accessToken) {
    return once ? accessTokens.remove(accessToken) != null : accessTokens.containsKey(accessToken);
  }

  byte[] keySet() {
    return new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
  }

  /** As long as those of real providers. */
  byte[] userInfo() {
    return """
        {"sub":"%s","name":"Ada Lovelace","preferred_username":"ada",\
        "profile":"https://provider.example/ada","picture":"https://provider.example/avatars/ada.png",\
        "website":"https://ada.example","email":"ada@provider.example","email_verified":true,\
        "locale":"en-GB","isPro":false,"canPay":true,"periodEnd":null,\
        "orgs":[{"sub":"5e67bd5b1009063689407478","name":"Analytical Engines",\
        "picture":"https://provider.example/avatars/engines.png","preferred_username":"engines",\
        "isEnterprise":false,"canPay":true,"roleInOrg":"admin"}]}"""
        .formatted(SUB)
        .getBytes(UTF_8);
  }

  byte[] discovery() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/oauth/authorize",\
        "token_endpoint":"%1$s/oauth/token","userinfo_endpoint":"%1$s/oauth/userinfo",\
        "jwks_uri":"%1$s/oauth/jwks","response_types_supported":["code"],\
        "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],\
        "token_endpoint_auth_methods_supported":["client_secret_basic"],\
        "code_challenge_methods_supported":["S256"],"scopes_supported":["openid","profile","email"]}"""
        .formatted(issuer)
        .getBytes(UTF_8);
  }

  private static String tokenResponse(String accessToken, String scope, @Nullable String idToken) {
    return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":28800,"
            .formatted(accessToken)
        + (idToken == null ? "" : "\"id_token\":\"" + idToken + "\",")
        + "\"refresh_token\":\"refresh-%s\",\"scope\":\"%s\"}".formatted(UUID.randomUUID(), scope);
  }

  private String idToken(@Nullable String clientId, @Nullable String nonce, String accessToken)
      throws JOSEException {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(SUB)
            .audience(clientId)
            .issueTime(Date.from(now))
            // A whole run goes by on the same tokens.
            .expirationTime(Date.from(now.plusSeconds(7200)))
            .claim("auth_time", now.getEpochSecond())
            .claim("nonce", nonce)
            .claim("at_hash", leftHalfOfHash(accessToken))
            .claim("name", "Ada Lovelace")
            .claim("preferred_username", "ada")
            .claim("picture", "https://provider.example/avatars/ada.png")
            .claim("email", "ada@provider.example")
            .claim("email_verified", true)
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static String leftHalfOfHash(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256(text), 16));
  }
}
