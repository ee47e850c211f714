package dev.connectorkit.console.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How soon a node says that its database is away. */
@Timeout(60)
class ReadinessTest {

  // What docs/operate.md promises.
  private static final Duration PROMISED = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aDatabaseThatSaysNothingIsAwayWithinTenSeconds() throws Exception {
    var asked = new CountDownLatch(2);
    var answer = new CountDownLatch(1);
    var hangs = new AtomicBoolean();
    try (var readiness =
        new Readiness(
            () -> {
              asked.countDown();
              return !hangs.get() || isOver(answer);
            },
            nanos::get)) {
      readiness.probe();
      hangs.set(true);
      var probe = new Thread(readiness::probe);
      probe.start();
      asked.await();

      advance(Duration.ofSeconds(5));
      assertThat(readiness.isReady()).as("no slow answer takes a node away").isTrue();
      advance(PROMISED.minusSeconds(5));
      assertThat(readiness.isReady()).isFalse();

      answer.countDown();
      probe.join();
      assertThat(readiness.isReady()).as("it is back").isTrue();
    }
  }

  @Test
  void oneThatRefusesIsAwayAtOnce() {
    var answers = new AtomicBoolean(true);
    try (var readiness = new Readiness(answers::get, nanos::get)) {
      readiness.probe();
      assertThat(readiness.isReady()).isTrue();

      answers.set(false);
      readiness.probe();

      assertThat(readiness.isReady()).isFalse();
    }
  }

  private void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
