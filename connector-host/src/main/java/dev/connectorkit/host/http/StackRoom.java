package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;

/**
 * Refuses calls from the end of a recursion. A stack that overflows inside of a call can leave a
 * lock held for ever that all instances share, such as that of the queue of watches.
 */
final class StackRoom {

  // Connectors and the host's way into them take some dozens.
  private static final int MOST_FRAMES = 500;
  private static final StackWalker STACK = StackWalker.getInstance();

  private StackRoom() {}

  /**
   * @throws ConnectorException with {@link ConnectorError#UNEXPECTED}
   */
  static void require() {
    if (STACK.walk(frames -> frames.skip(MOST_FRAMES).findFirst()).isPresent()) {
      throw ConnectorException.of(ConnectorError.UNEXPECTED)
          .message(
              "The connector asks for a provider request more than "
                  + MOST_FRAMES
                  + " method calls deep. It may call itself without end.")
          .build();
    }
  }
}
