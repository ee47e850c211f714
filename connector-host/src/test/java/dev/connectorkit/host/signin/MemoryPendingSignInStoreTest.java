package dev.connectorkit.host.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.SignInSession;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryPendingSignInStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = NOW.plusSeconds(600);

  private final MemoryPendingSignInStore store =
      new MemoryPendingSignInStore(Clock.fixed(NOW, ZoneOffset.UTC), 3);

  @Test
  void givesASignInOnce() {
    store.put(pending("state", END));

    assertThat(store.take("state", "hf", "browser")).isInstanceOf(Take.Found.class);
    assertThat(store.take("state", "hf", "browser")).isInstanceOf(Take.Unknown.class);
    assertThat(store.size()).isZero();
  }

  @Test
  void keepsASignInThatTheWrongBrowserOrInstanceAsksFor() {
    store.put(pending("state", END));

    assertThat(store.take("state", "hf", "another browser")).isInstanceOf(Take.Mismatch.class);
    assertThat(store.take("state", "another", "browser")).isInstanceOf(Take.Mismatch.class);
    assertThat(store.take("state", "hf", "browser")).isInstanceOf(Take.Found.class);
  }

  @Test
  void dropsTheOldestWhenFull() {
    IntStream.rangeClosed(1, 4).forEach(i -> store.put(pending("state" + i, END)));

    assertThat(store.size()).isEqualTo(3);
    assertThat(store.take("state1", "hf", "browser")).isInstanceOf(Take.Unknown.class);
    assertThat(store.take("state2", "hf", "browser")).isInstanceOf(Take.Found.class);
  }

  @Test
  void forgetsThoseLongEnded() {
    store.put(pending("old", NOW.minusSeconds(601)));
    store.put(pending("just ended", NOW.minusSeconds(1)));
    store.put(pending("new", END));

    assertThat(store.take("old", "hf", "browser")).isInstanceOf(Take.Unknown.class);
    assertThat(store.take("just ended", "hf", "browser")).isInstanceOf(Take.Found.class);
  }

  @Test
  void letsExactlyOneOfManyWin() throws Exception {
    store.put(pending("state", END));
    var go = new CountDownLatch(1);
    var pool = Executors.newFixedThreadPool(64);
    try {
      var takes =
          IntStream.range(0, 64)
              .mapToObj(
                  i ->
                      pool.submit(
                          () -> {
                            go.await();
                            return store.take("state", "hf", "browser");
                          }))
              .toList();
      go.countDown();
      int winners = 0;
      for (Future<Take> take : takes) {
        winners += take.get() instanceof Take.Found ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private static PendingSignIn pending(String state, Instant expiresAt) {
    return new PendingSignIn(
        state, "browser", "hf", new SignInSession(Map.of("nonce", "n")), expiresAt);
  }
}
