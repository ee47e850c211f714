package dev.connectorkit.console.api;

import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import java.util.function.Supplier;

/** Pointers into the body of a request (RFC 6901). */
final class Pointer {

  private Pointer() {}

  static String of(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /**
   * Does something with a part of the body; what is said to be wrong in that part is then said of
   * the body.
   *
   * @param part pointer of that part
   */
  static <T> T within(String part, Supplier<T> work) {
    try {
      return work.get();
    } catch (ConnectorException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      throw ConnectorException.of(e.error())
          .message(String.valueOf(e.getMessage()))
          .problems(
              e.problems().stream()
                  .map(
                      problem ->
                          new ConfigProblem(
                              part + problem.pointer(), problem.keyword(), problem.message()))
                  .toList())
          .cause(e)
          .build();
    }
  }
}
