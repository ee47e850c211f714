package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call into the connector ended.
 *
 * @param value what it returned; null when it returned nothing or did not return
 * @param thrown what it threw; null when it threw nothing
 * @param hung whether it did not end in time
 * @param nanos how long it took
 */
record Outcome<T>(@Nullable T value, @Nullable Throwable thrown, boolean hung, long nanos) {

  /** The value of a call that ended well. */
  Optional<T> returned() {
    return Optional.ofNullable(value);
  }

  /** The failure, if it is typed as the SPI asks. */
  Optional<ConnectorException> failure() {
    return thrown instanceof ConnectorException typed ? Optional.of(typed) : Optional.empty();
  }

  /** The code of a typed failure. */
  Optional<ConnectorError> error() {
    return failure().map(ConnectorException::error);
  }

  /** Whether something else than the SPI's exception came out, or nothing at all. */
  boolean isUntyped() {
    return !hung && (thrown == null ? value == null : failure().isEmpty());
  }

  /** In words, without any message of a stranger. */
  String words() {
    if (hung) {
      return "does not return within " + nanos / 1_000_000 + " ms";
    }
    if (thrown == null) {
      return value == null ? "returns null" : "returns normally";
    }
    return failure()
        .map(typed -> "fails with " + typed.error().name() + " (" + typed.getMessage() + ")")
        .orElseGet(() -> "throws " + thrown.getClass().getName() + " at " + place(thrown));
  }

  private static String place(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }
}
