package dev.connectorkit.testkit.provider;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that occur nowhere else. */
final class Canary {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Canary() {}

  static String text() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
