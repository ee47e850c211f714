package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The claim checks of OpenID Connect Core §3.1.3.7; all that fail are reported together. */
final class IdTokenClaims {

  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Claims claims;
  private final String clientId;
  private final Instant now;
  private final boolean nonceRepeated;
  private final List<String> failed = new ArrayList<>();

  IdTokenClaims(Claims claims, String clientId, Instant now, boolean nonceRepeated) {
    this.claims = claims;
    this.clientId = clientId;
    this.now = now;
    this.nonceRepeated = nonceRepeated;
  }

  void check(IdTokenVerifier.Expectation expected) {
    // (2)
    require(expected.issuer().acceptsToken(claims), "iss");
    // (3): every audience must be trusted, and this client trusts no other.
    List<String> audience = claims.texts("aud");
    require(!audience.isEmpty() && audience.stream().allMatch(clientId::equals), "aud");
    // (4)(5)
    require(
        !claims.asMap().containsKey("azp") || clientId.equals(claims.asMap().get("azp")), "azp");
    // (9)
    require(time("exp").filter(exp -> now.isBefore(exp.plus(SKEW))).isPresent(), "exp");
    // (10)
    require(time("iat").filter(iat -> !iat.isAfter(now.plus(SKEW))).isPresent(), "iat");
    // RFC 7519 §4.1.5: not a claim of OpenID Connect, and to be kept to where it comes.
    require(
        claims.asMap().get("nbf") == null
            || time("nbf").filter(nbf -> !nbf.isAfter(now.plus(SKEW))).isPresent(),
        "nbf");
    // §2: at most 255 characters
    require(claims.text("sub").filter(sub -> sub.length() <= 255).isPresent(), "sub");
    // (13)
    Long maxAge = expected.maxAgeSeconds();
    require(
        maxAge == null
            || time("auth_time")
                .filter(at -> !now.isAfter(at.plusSeconds(maxAge).plus(SKEW)))
                .isPresent(),
        "auth_time");
    if (!failed.isEmpty()) {
      throw ConnectorException.of(ConnectorError.ID_TOKEN_INVALID)
          .message(subject(expected.issuer()) + " Claims at fault: " + String.join(", ", failed))
          .build();
    }
    checkNonce(expected.nonce());
  }

  /** Names both issuers when they differ: a provider that renames itself is told by that. */
  private String subject(IssuerRule expected) {
    return failed.contains("iss")
        ? "The ID Token states the issuer %s, expected is %s."
            .formatted(ExactIssuer.quoted(claims.text("iss").orElse("")), expected.expected())
        : "The ID Token is not acceptable.";
  }

  /** (11): when a nonce was sent, the token must repeat it. */
  private void checkNonce(@org.jspecify.annotations.Nullable String nonce) {
    if (nonce == null || !nonceRepeated && claims.asMap().get("nonce") == null) {
      return;
    }
    String stated = claims.text("nonce").orElse("");
    if (!MessageDigest.isEqual(nonce.getBytes(UTF_8), stated.getBytes(UTF_8))) {
      throw ConnectorException.of(ConnectorError.NONCE_MISMATCH)
          .message(
              claims.asMap().get("nonce") == null
                  ? "The ID Token has no nonce, although the authorization request had one."
                  : "The ID Token belongs to another sign-in.")
          .build();
    }
  }

  private void require(boolean holds, String claim) {
    if (!holds) {
      failed.add(claim);
    }
  }

  /** A NumericDate (RFC 7519 §2): seconds, possibly with a fraction, never a text. */
  private Optional<Instant> time(String name) {
    if (claims.asMap().get(name) instanceof Number number
        && Math.abs(number.doubleValue()) < 1e11) {
      return Optional.of(Instant.ofEpochSecond(number.longValue()));
    }
    return Optional.empty();
  }
}
