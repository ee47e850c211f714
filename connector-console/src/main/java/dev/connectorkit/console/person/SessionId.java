package dev.connectorkit.console.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The id of a session, 256 random bits, and its hash, which is all that is kept: how long a search
 * takes then tells nothing about an id that exists.
 */
final class SessionId {

  private static final int BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private SessionId() {}

  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return text(bytes);
  }

  /** Whether a text can be one; no other is looked for. */
  static boolean isOne(String text) {
    return ID.matcher(text).matches();
  }

  static String hash(String id) {
    try {
      return text(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
