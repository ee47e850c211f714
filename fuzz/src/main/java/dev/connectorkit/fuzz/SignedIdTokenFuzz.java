package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;

/**
 * ID Tokens that are rightly signed, whatever they say: the first line is the header, the rest the
 * payload.
 */
final class SignedIdTokenFuzz {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private SignedIdTokenFuzz() {}

  static boolean accepts(byte[] input) {
    int line = 0;
    while (line < input.length && input[line] != '\n') {
      line++;
    }
    return IdTokenFuzz.accepts(
        signed(
            Arrays.copyOf(input, line),
            Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length)));
  }

  /** An ID Token that is good in every respect. */
  static String good() {
    long now = FuzzedProvider.NOW.getEpochSecond();
    String payload =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"nonce\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(
                FuzzedProvider.ISSUER,
                FuzzedProvider.CLIENT,
                FuzzedProvider.SUBJECT,
                FuzzedProvider.NONCE,
                now,
                now + 3600);
    return signed("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}".getBytes(UTF_8), payload.getBytes(UTF_8));
  }

  /** Signs with the key that the header seems to mean. */
  private static String signed(byte[] header, byte[] payload) {
    String content = BASE64URL.encodeToString(header) + "." + BASE64URL.encodeToString(payload);
    String algorithm = new String(header, ISO_8859_1).contains("ES256") ? "ES256" : "RS256";
    byte[] signature = TestKeys.sign(algorithm, content.getBytes(US_ASCII));
    return content + "." + BASE64URL.encodeToString(signature);
  }
}
