package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with a config. Never holds the offending value: it may be a secret.
 *
 * @param pointer JSON pointer to the property (RFC 6901), for example {@code /clientId}; empty for
 *     the config as a whole
 * @param keyword the schema keyword it breaks, for example {@code required}
 * @param message one sentence that says what to change
 */
public record ConfigProblem(String pointer, String keyword, String message) {

  public ConfigProblem {
    requireNonNull(pointer, "pointer is null");
    requireNonNull(keyword, "keyword is null");
    requireNonNull(message, "message is null");
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new IllegalArgumentException("pointer is no JSON pointer");
    }
  }
}
