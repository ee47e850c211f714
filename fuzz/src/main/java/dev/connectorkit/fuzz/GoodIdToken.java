package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;

/**
 * A second opinion on an ID Token that was accepted, with the JDK's signatures and base64 and
 * without any code of the kit or of its library.
 */
final class GoodIdToken {

  private static final long SKEW_SECONDS = 60;

  private GoodIdToken() {}

  /** Fails unless the token is good for the one sign-in there is (OpenID Connect Core §3.1.3.7). */
  static void require(String token, String subject) {
    // RFC 7515 §5.2: base64url without line breaks, white space or other additional characters.
    Finding.unless(
        token.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"), "Not a compact JWS.");
    String[] parts = token.split("\\.");
    JsonNode header = json(parts[0]);
    String algorithm = header.path("alg").asText();
    Finding.unless(!header.has("crit"), "A critical header was ignored.");
    Finding.unless(
        TestKeys.isSignedBy(
            algorithm,
            token.substring(0, token.lastIndexOf('.')).getBytes(UTF_8),
            decoded(parts[2])),
        "The signature is not valid.");

    JsonNode claims = json(parts[1]);
    long now = FuzzedProvider.NOW.getEpochSecond();
    Finding.unless(FuzzedProvider.ISSUER.equals(claims.path("iss").textValue()), "Wrong iss.");
    Finding.unless(isForUs(claims.path("aud")), "Wrong aud.");
    Finding.unless(
        !claims.has("azp") || FuzzedProvider.CLIENT.equals(claims.path("azp").textValue()),
        "Wrong azp.");
    Finding.unless(FuzzedProvider.NONCE.equals(claims.path("nonce").textValue()), "Wrong nonce.");
    Finding.unless(
        claims.path("exp").isNumber() && claims.path("exp").asDouble() > now - SKEW_SECONDS,
        "Wrong exp.");
    Finding.unless(
        claims.path("iat").isNumber() && claims.path("iat").asDouble() <= now + SKEW_SECONDS + 1,
        "Wrong iat.");
    String sub = claims.path("sub").textValue();
    Finding.unless(sub != null && !sub.isBlank() && sub.equals(subject), "Wrong sub.");
  }

  private static boolean isForUs(JsonNode audience) {
    if (audience.isArray()) {
      boolean all = !audience.isEmpty();
      for (JsonNode one : audience) {
        all &= FuzzedProvider.CLIENT.equals(one.textValue());
      }
      return all;
    }
    return FuzzedProvider.CLIENT.equals(audience.textValue());
  }

  private static JsonNode json(String part) {
    return LenientJson.of(decoded(part)).node();
  }

  private static byte[] decoded(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw new Finding("Not base64url: " + Arrays.toString(part.split("")), e);
    }
  }
}
