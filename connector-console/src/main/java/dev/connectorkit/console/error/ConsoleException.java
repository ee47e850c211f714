package dev.connectorkit.console.error;

import dev.connectorkit.spi.ConfigProblem;
import java.time.Duration;
import java.util.List;
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
  private final String field;
  // Not serializable, and nobody serializes it.
  private final transient List<ConfigProblem> problems;

  public ConsoleException(ConsoleError error, String message) {
    this(error, message, null, "", List.of());
  }

  /**
   * @param problems all that is wrong, each with a pointer to it (RFC 6901)
   */
  public ConsoleException(ConsoleError error, String message, List<ConfigProblem> problems) {
    this(error, message, null, "", problems);
  }

  private ConsoleException(
      ConsoleError error,
      String message,
      @Nullable Duration retryAfter,
      String field,
      List<ConfigProblem> problems) {
    super(message);
    this.error = error;
    this.retryAfter = retryAfter;
    this.field = field;
    this.problems = List.copyOf(problems);
  }

  /**
   * Of one value of a form.
   *
   * @param field what to change
   */
  public static ConsoleException at(String field, ConsoleError error, String message) {
    return new ConsoleException(error, message, null, field, List.of());
  }

  /**
   * @param wait after which another attempt makes sense
   */
  public static ConsoleException tooManyAttempts(String message, Duration wait) {
    return new ConsoleException(ConsoleError.TOO_MANY_ATTEMPTS, message, wait, "", List.of());
  }

  /** The name of the form's field that it is about; empty for none. */
  public String field() {
    return field;
  }

  /** All that is wrong, where more than one thing can be. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  public ConsoleError error() {
    return error;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
