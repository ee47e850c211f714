package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls in progress of one instance, so that a connector that hangs holds no more than
 * its own share, and so that an instance that leaves can be seen to be idle.
 */
final class Bulkhead {

  private static final int RETIRED = Integer.MIN_VALUE;

  private final String instanceId;
  private final String plugin;
  private final int capacity;
  // The number of calls, and RETIRED as its highest bit.
  private final AtomicInteger state = new AtomicInteger();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();

  Bulkhead(String instanceId, String plugin, int capacity) {
    this.instanceId = instanceId;
    this.plugin = plugin;
    this.capacity = capacity;
  }

  /**
   * @return false when the instance takes no further calls
   * @throws ConnectorException with {@link ConnectorError#OVERLOADED} when it has its share
   */
  boolean enter() {
    while (true) {
      int calls = state.get();
      if (calls < 0) {
        return false;
      }
      if (calls >= capacity) {
        throw ConnectorException.of(ConnectorError.OVERLOADED)
            .message(
                "The instance '%s' of connector plugin '%s' has %d calls in progress, its bound."
                    .formatted(instanceId, plugin, calls))
            .build();
      }
      if (state.compareAndSet(calls, calls + 1)) {
        return true;
      }
    }
  }

  void leave() {
    if (state.decrementAndGet() == RETIRED) {
      idle.complete(null);
    }
  }

  /** Lets nobody in any more; the result completes when the last one left. */
  CompletableFuture<Void> retire() {
    if (state.updateAndGet(calls -> calls | RETIRED) == RETIRED) {
      idle.complete(null);
    }
    return idle;
  }

  int calls() {
    return state.get() & ~RETIRED;
  }
}
