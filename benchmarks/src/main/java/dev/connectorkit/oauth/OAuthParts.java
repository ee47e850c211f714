package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The building blocks of a sign-in; in this package because they are nobody else's business. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class OAuthParts {

  private static final String ISSUER = "https://provider.example";
  private static final String NONCE = "M0sVXpaCPNWJcPWwvn3bO7K2Z5UTi_b9QzPt4Y1RsWE";

  private final SecureRandom random = new SecureRandom();
  private final URI endpoint = URI.create(ISSUER + "/authorize");
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private IdTokenVerifier verifier;
  private IdTokenVerifier.Expectation expectation;
  private Secret idToken;

  @Setup
  public void prepare() throws Exception {
    parameters.put("response_type", "code");
    parameters.put("client_id", "client");
    parameters.put("redirect_uri", "https://app.example/callback/provider");
    parameters.put("scope", "openid profile email");
    parameters.put("state", NONCE);
    parameters.put("code_challenge", NONCE);
    parameters.put("code_challenge_method", "S256");
    parameters.put("nonce", NONCE);

    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").algorithm(JWSAlgorithm.RS256).generate();
    byte[] keySet = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
    verifier =
        new IdTokenVerifier(
            Set.of("RS256"),
            new ProviderKeys(
                URI.create(ISSUER + "/jwks"),
                request -> new ProviderResponse(200, Map.of(), keySet),
                Clock.systemUTC()),
            Clock.systemUTC(),
            "client",
            true);
    expectation = new IdTokenVerifier.Expectation(IssuerRule.exactly(ISSUER), NONCE, null, null);
    Instant now = Instant.now();
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("1234567890")
                .audience("client")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(36_000)))
                .claim("nonce", NONCE)
                .build());
    jwt.sign(new RSASSASigner(key));
    idToken = Secret.of(jwt.serialize());
  }

  /** A verifier with its challenge, and a nonce. */
  @Benchmark
  public String pkceAndNonce() {
    return Pkce.challenge(Pkce.random(random)) + Pkce.random(random);
  }

  @Benchmark
  public URI authorizationUri() {
    return Parameters.append(endpoint, parameters);
  }

  /** What {@code authorizationUri} cannot go below: reading the finished text once more. */
  @Benchmark
  public URI parseOfThatUri() {
    return URI.create(
        "https://provider.example/authorize?response_type=code&client_id=client"
            + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%2Fprovider"
            + "&scope=openid%20profile%20email&state="
            + NONCE
            + "&code_challenge="
            + NONCE
            + "&code_challenge_method=S256&nonce="
            + NONCE);
  }

  /** Signature and claims, with keys that are cached. */
  @Benchmark
  public Claims idToken() {
    return verifier.verify(idToken, expectation);
  }
}
