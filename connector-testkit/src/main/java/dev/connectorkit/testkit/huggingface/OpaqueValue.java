package dev.connectorkit.testkit.huggingface;

import java.security.SecureRandom;
import java.util.Base64;

/** Opaque values. */
final class OpaqueValue {

  private static final SecureRandom SECURE = new SecureRandom();

  private OpaqueValue() {}

  static String text() {
    byte[] bytes = new byte[24];
    SECURE.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
