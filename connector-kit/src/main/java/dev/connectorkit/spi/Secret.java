package dev.connectorkit.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * A text that must not be seen: a client secret, a token, a key. Its {@code toString} is masked and
 * it cannot be serialized; only {@link #reveal()} gives the text.
 */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * @throws IllegalArgumentException when the text is empty
   */
  public static Secret of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A secret must not be empty.");
    }
    return new Secret(value);
  }

  /** The text itself. Use it where it is sent; do not keep or print it. */
  public String reveal() {
    return value;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(value.getBytes(UTF_8), that.value.getBytes(UTF_8));
  }

  /** The same for all secrets: a hash of the text would be a hint at it. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[masked]";
  }
}
