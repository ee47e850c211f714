package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Tells which entry of a session is the PKCE verifier, whatever its name. */
final class PkceVerifiers {

  private PkceVerifiers() {}

  /** The verifier of a sign-in; empty where the session does not hold it in clear. */
  static Optional<String> of(SignInAttempt signIn) throws Breach {
    for (String value : signIn.session().values().values()) {
      if (isVerifierOf(signIn, value)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** RFC 7636 §4.6: the challenge is the verifier's hash, or the verifier itself. */
  static boolean isVerifierOf(SignInAttempt signIn, String value) throws Breach {
    Optional<String> challenge = signIn.parameter("code_challenge");
    return challenge.isPresent()
        && (challenge.get().equals(hash(value)) || challenge.get().equals(value));
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
