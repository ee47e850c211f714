package dev.connectorkit.console.handover;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Signs who signed in (OpenID Connect Core §2). */
public final class IdTokens {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final SigningKeys keys;
  private final String issuer;
  private final Clock clock;

  /**
   * @param publicUrl where browsers reach the console
   */
  public IdTokens(SigningKeys keys, URI publicUrl, Clock clock) {
    this.keys = keys;
    this.issuer = publicUrl.toString().replaceFirst("/$", "");
    this.clock = clock;
  }

  /** The {@code iss} of tokens and of authorization responses (RFC 9207). */
  public String issuer() {
    return issuer;
  }

  String sign(String clientId, Optional<String> nonce, SignedIn signedIn) {
    Instant now = clock.instant();
    RSAKey key = keys.current();
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
    signedIn.claims().forEach(claims::claim);
    nonce.ifPresent(value -> claims.claim("nonce", value));
    claims
        .issuer(issuer)
        .audience(clientId)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFETIME)));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    try {
      var token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every JDK signs with RSA.", e);
    }
  }
}
