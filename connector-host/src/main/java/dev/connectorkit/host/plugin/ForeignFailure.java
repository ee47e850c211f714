package dev.connectorkit.host.plugin;

import dev.connectorkit.spi.ConnectorException;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for what a plugin threw: names of classes and a stack. Without the message, which may
 * hold anything. And without the object itself, whose methods are code of the plugin that would run
 * wherever it is logged, and which would keep the plugin's class loader alive.
 */
final class ForeignFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 8;

  private ForeignFailure(String type, @Nullable ForeignFailure cause) {
    super(type, cause, false, true);
  }

  /** Calls methods of {@code thrown}, and so belongs on a thread of the plugin. */
  static ForeignFailure of(Throwable thrown) {
    return of(thrown, MAX_CAUSES);
  }

  /** For a failure of which nothing but the class can be asked. */
  static ForeignFailure ofType(Class<?> type) {
    return new ForeignFailure(nameOf(type), null);
  }

  /**
   * The same exception, without causes of the plugin's own classes. Belongs on a thread of the
   * plugin, as above.
   */
  static ConnectorException withoutForeignCauses(ConnectorException e, ClassLoader plugin) {
    boolean clean = e.getSuppressed().length == 0;
    Throwable cause = e.getCause();
    for (int i = 0; i <= MAX_CAUSES && cause != null; i++, cause = cause.getCause()) {
      clean &= i < MAX_CAUSES && cause.getClass().getClassLoader() != plugin;
    }
    return clean ? e : copy(e);
  }

  private static ConnectorException copy(ConnectorException e) {
    ConnectorException.Builder copy =
        ConnectorException.of(e.error())
            .message(String.valueOf(e.getMessage()))
            .provider(e.providerError().orElse(null), e.providerErrorDescription().orElse(null))
            .retryAfter(e.retryAfter().orElse(null))
            .problems(e.problems());
    e.httpStatus().ifPresent(copy::httpStatus);
    if (e.getCause() != null) {
      copy.cause(of(e.getCause()));
    }
    ConnectorException same = copy.build();
    same.setStackTrace(e.getStackTrace());
    return same;
  }

  private static ForeignFailure of(Throwable thrown, int causes) {
    Throwable cause = thrown.getCause();
    var failure =
        new ForeignFailure(
            nameOf(thrown.getClass()), cause == null || causes == 0 ? null : of(cause, causes - 1));
    failure.setStackTrace(thrown.getStackTrace());
    return failure;
  }

  /** A class file may hold names that no compiler would write. */
  private static String nameOf(Class<?> type) {
    return Foreign.text(type.getName());
  }
}
