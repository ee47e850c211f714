package dev.connectorkit.console.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Random text that says nothing, and its hash, which is all that is stored of a secret one. */
final class Opaque {

  /** Too many to guess: 256 bits. */
  static final int SECRET_BYTES = 32;

  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Opaque() {}

  static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return text(random);
  }

  /** Whether a text can be one of {@link #SECRET_BYTES}; no other is looked for in the database. */
  static boolean isSecret(String text) {
    return SECRET.matcher(text).matches();
  }

  /** SHA-256 in base64url; also what S256 makes of a code verifier (RFC 7636 §4.2). */
  static String hash(String text) {
    try {
      return text(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
