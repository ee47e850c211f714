package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.DefaultJOSEProcessor;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Validates ID Tokens (OpenID Connect Core §3.1.3.7). */
final class IdTokenVerifier {

  /** Far above any real ID Token; keeps a hostile one from being decoded at all. */
  private static final int MAX_LENGTH = 64 * 1024;

  private final DefaultJOSEProcessor<SecurityContext> signatures;
  private final ProviderKeys keys;
  private final Clock clock;
  private final String clientId;
  private final boolean nonceRepeated;
  // Mostly the same from token to token.
  private volatile String lastStrictHeader = "";

  /**
   * @param algorithms the accepted signature algorithms: never taken from the token (RFC 8725 §3.1)
   * @param nonceRepeated whether the provider repeats the nonce, so that it may not be missing
   */
  IdTokenVerifier(
      Set<String> algorithms,
      ProviderKeys keys,
      Clock clock,
      String clientId,
      boolean nonceRepeated) {
    this.signatures = signatures(algorithms, keys);
    this.keys = keys;
    this.clock = clock;
    this.clientId = clientId;
    this.nonceRepeated = nonceRepeated;
  }

  /** What an ID Token is held against, beside the client's own settings. */
  record Expectation(
      IssuerRule issuer,
      @Nullable String nonce,
      @Nullable Long maxAgeSeconds,
      @Nullable Secret accessToken) {}

  Claims verify(Secret idToken, Expectation expected) {
    SignedJWT jwt = parse(idToken.reveal());
    verifySignature(jwt);
    Claims claims = claims(jwt);
    new IdTokenClaims(claims, clientId, clock.instant(), nonceRepeated).check(expected);
    checkKey(jwt, claims, expected.issuer());
    checkAccessTokenHash(claims, jwt.getHeader().getAlgorithm(), expected.accessToken());
    return claims;
  }

  private SignedJWT parse(String compact) {
    if (compact.length() > MAX_LENGTH) {
      throw invalid("The ID Token is over " + MAX_LENGTH + " characters long.", null);
    }
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) {
      throw invalid("The ID Token is not a signed JWT.", null);
    }
    try {
      var header = new TokenPart(parts[0]);
      requireStrict(header);
      // Refuses encrypted tokens and those with algorithm "none", also spelled otherwise.
      return new SignedJWT(header, new TokenPart(parts[1]), new TokenPart(parts[2]));
    } catch (ParseException | IllegalArgumentException e) {
      throw invalid("The ID Token is not a signed JWT.", null);
    }
  }

  /**
   * RFC 7515 §4 and §5.2: the header is UTF-8 and one JSON object without repeated names. The
   * library's parser is more lenient. No extension is understood here, so none may be critical
   * (§4.1.11).
   */
  private void requireStrict(TokenPart header) throws ParseException {
    if (header.toString().equals(lastStrictHeader)) {
      return;
    }
    try {
      if (Json.object(header.decode(), "ID Token header").containsKey("crit")) {
        throw new ParseException("critical extension", 0);
      }
    } catch (ConnectorException e) {
      throw new ParseException("not one JSON object", 0);
    }
    lastStrictHeader = header.toString();
  }

  private static DefaultJOSEProcessor<SecurityContext> signatures(
      Set<String> algorithms, ProviderKeys keys) {
    // Signature only: the claims are checked by this package, all at once.
    var processor = new DefaultJOSEProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
    processor.setJWSKeySelector(
        // Keys come from the provider's own set: "jku", "jwk" and "x5u" headers are never followed.
        new SignatureKeys(
            algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet()),
            keys.source()));
    return processor;
  }

  private void verifySignature(SignedJWT jwt) {
    try {
      signatures.process(jwt, null);
    } catch (KeySourceException e) {
      throw ProviderKeys.unavailable(e);
    } catch (BadJOSEException | JOSEException e) {
      throw invalid("The ID Token's signature is not valid.", e);
    }
  }

  private static Claims claims(SignedJWT jwt) {
    try {
      return new Claims(Json.object(jwt.getPayload().toBytes(), "ID Token"));
    } catch (ConnectorException e) {
      throw invalid("The ID Token's claims are not one JSON object.", null);
    }
  }

  private void checkKey(SignedJWT jwt, Claims claims, IssuerRule issuer) {
    keys.issuer(jwt.getHeader().getKeyID())
        .filter(keyIssuer -> !issuer.acceptsKey(keyIssuer, claims))
        .ifPresent(
            keyIssuer -> {
              throw invalid("The ID Token is signed by a key of another issuer.", null);
            });
  }

  /** OpenID Connect Core §3.1.3.8: optional in the code flow, checked when present. */
  private static void checkAccessTokenHash(
      Claims claims, JWSAlgorithm algorithm, @Nullable Secret accessToken) {
    String stated = claims.text("at_hash").orElse(null);
    if (stated == null || accessToken == null) {
      return;
    }
    String bits = algorithm.getName().substring(algorithm.getName().length() - 3);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-" + bits).digest(accessToken.reveal().getBytes(US_ASCII));
      String expected =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(Arrays.copyOf(hash, hash.length / 2));
      if (!MessageDigest.isEqual(expected.getBytes(US_ASCII), stated.getBytes(US_ASCII))) {
        throw invalid("The ID Token's 'at_hash' is for another access token.", null);
      }
    } catch (NoSuchAlgorithmException e) {
      throw invalid("The ID Token's algorithm has no 'at_hash'.", null);
    }
  }

  private static ConnectorException invalid(String message, @Nullable Exception cause) {
    var error = ConnectorException.of(ConnectorError.ID_TOKEN_INVALID).message(message);
    return cause == null ? error.build() : error.cause(cause).build();
  }
}
