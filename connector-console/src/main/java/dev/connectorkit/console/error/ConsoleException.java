package dev.connectorkit.console.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal. The message is one sentence for the person at the page, and says what to change; it
 * holds no secret.
 */
public final class ConsoleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ConsoleError error;
  private final @Nullable Duration retryAfter;

  public ConsoleException(ConsoleError error, String message) {
    this(error, message, null);
  }

  private ConsoleException(ConsoleError error, String message, @Nullable Duration retryAfter) {
    super(message);
    this.error = error;
    this.retryAfter = retryAfter;
  }

  /**
   * @param wait after which another attempt makes sense
   */
  public static ConsoleException tooManyAttempts(String message, Duration wait) {
    return new ConsoleException(ConsoleError.TOO_MANY_ATTEMPTS, message, wait);
  }

  public ConsoleError error() {
    return error;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
