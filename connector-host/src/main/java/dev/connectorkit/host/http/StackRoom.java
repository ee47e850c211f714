package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;

/**
 * Refuses calls from the end of a recursion. A stack that overflows inside of a call can leave a
 * lock held for ever that all instances share, such as that of the queue of watches.
 *
 * <p>Whether there is room shows when it is taken, before anything is held. To walk the stack
 * instead costs more with every method on it, and tells nothing of its size.
 */
final class StackRoom {

  // At least 26 bytes each once compiled, about 110 before: 40 KB, or more while the code of a call
  // is new. A call needs 8 KB, and the very first one in a JVM, with TLS, less than 40.
  private static final int LEVELS = 1_500;

  private StackRoom() {}

  /**
   * Has it compiled before the first call: before that it takes four times as much, which would be
   * too much where an application gives its threads small stacks. And makes a first refusal: a
   * class whose first use meets the end of the stack cannot be used by anybody from then on.
   *
   * @throws ConnectorException as {@link #require}
   */
  static void prepare() {
    for (int i = 0; i < 100; i++) {
      take(LEVELS / 10);
    }
    refusal();
    require();
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#UNEXPECTED}
   */
  static void require() {
    try {
      take(LEVELS);
    } catch (StackOverflowError e) {
      throw refusal();
    }
  }

  private static ConnectorException refusal() {
    return ConnectorException.of(ConnectorError.UNEXPECTED)
        .message(
            "The connector asks for a provider request from the end of the stack. It may call"
                + " itself without end.")
        .build();
  }

  /** Goes so many levels down and back; not in a tail call, so that each level has a frame. */
  static int take(int levels) {
    return levels == 0 ? 0 : take(levels - 1) + levels;
  }
}
