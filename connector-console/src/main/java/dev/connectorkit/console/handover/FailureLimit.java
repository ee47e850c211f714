package dev.connectorkit.console.handover;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the failed requests of each client on this node: after thirty within a minute it is told
 * to wait. A request that is right goes through all the same, or anybody could keep an application
 * out with its client id, which is no secret.
 */
public final class FailureLimit {

  private static final int ALLOWED = 30;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_CLIENTS = 1_000;

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Count> byClient = new LinkedHashMap<>();

  public FailureLimit(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param client a client id; any text
   * @return whether there were too many
   */
  public boolean failed(String client) {
    long now = clock.millis();
    lock.lock();
    try {
      String key = Opaque.hash(client);
      Count former = byClient.remove(key);
      Count count =
          former == null || now - former.since() >= WINDOW.toMillis()
              ? new Count(now, 1)
              : new Count(former.since(), former.failures() + 1);
      byClient.put(key, count);
      if (byClient.size() > MOST_CLIENTS) {
        byClient.remove(byClient.keySet().iterator().next());
      }
      return count.failures() > ALLOWED;
    } finally {
      lock.unlock();
    }
  }

  private record Count(long since, int failures) {}
}
