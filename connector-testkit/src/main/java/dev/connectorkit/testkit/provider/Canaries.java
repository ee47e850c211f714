package dev.connectorkit.testkit.provider;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that occur nowhere else. */
public final class Canaries {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Canaries() {}

  /** A new one; 32 characters of base64url. */
  public static String text() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
