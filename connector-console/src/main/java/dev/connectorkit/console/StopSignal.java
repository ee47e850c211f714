package dev.connectorkit.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The operating system's request to stop. The process ends as soon as its shutdown hooks have
 * ended, so a hook holds it until everything is closed.
 */
final class StopSignal {

  // Less than the ten seconds after which container runtimes kill, and enough for a slow request.
  private static final Duration LONGEST = Duration.ofSeconds(9);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Waits for the request; from then on {@link #closed} is awaited. */
  void await() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::hold, "console-stop"));
    asked.await();
  }

  /** Lets the process end. */
  void closed() {
    closed.countDown();
  }

  private void hold() {
    asked.countDown();
    try {
      closed.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
