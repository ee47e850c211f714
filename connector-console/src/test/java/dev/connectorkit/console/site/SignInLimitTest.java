package dev.connectorkit.console.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.ClientAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many sign-ins one network may begin. */
class SignInLimitTest {

  private final MovingClock clock = new MovingClock();
  private final SignInLimit limit = limit(120);

  @Test
  void soManyAtOnceAndAsManyAgainInAMinute() {
    assertThat(begun("one", 500)).isEqualTo(120);
    assertThat(begun("another", 500)).isEqualTo(120);

    clock.advance(Duration.ofSeconds(10));
    assertThat(begun("one", 500)).isEqualTo(20);
    clock.advance(Duration.ofHours(1));
    assertThat(begun("one", 500)).isEqualTo(120);
  }

  @Test
  void whoIsToldToWaitIsAdmittedAfterwards() {
    begun("one", 120);
    Duration wait = refusal("one").retryAfter().orElseThrow();
    assertThat(wait).isEqualTo(Duration.ofMillis(500));

    clock.advance(wait.minusMillis(1));
    assertThat(begun("one", 1)).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(begun("one", 1)).isEqualTo(1);
  }

  @Test
  void aNetworkThatIsRefusedWaitsNoLongerForHavingTried() {
    begun("one", 10_000);

    assertThat(refusal("one").retryAfter()).contains(Duration.ofMillis(500));
  }

  @Test
  void inTheTenMinutesThatASignInWaitsOneNetworkFillsAFewPlaces() {
    int waiting = 0;
    for (int second = 0; second < 600; second++) {
      waiting += begun("one", 10);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(waiting).isBetween(1_200, 11 * 120);
  }

  @Test
  void manyAtTheSameMomentGainNothing() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> threads =
          IntStream.range(0, 8).mapToObj(i -> (Callable<Integer>) () -> begun("one", 50)).toList();
      int begun = 0;
      for (var thread : pool.invokeAll(threads)) {
        begun += thread.get();
      }
      assertThat(begun).isEqualTo(120);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    begun("one", 60);
    clock.advance(Duration.ofHours(-1));

    assertThat(begun("one", 500)).isEqualTo(60);
    clock.advance(Duration.ofSeconds(30));
    assertThat(begun("one", 500)).isEqualTo(60);
  }

  @Test
  void noughtIsNoBound() {
    SignInLimit none = limit(0);

    for (int i = 0; i < 10_000; i++) {
      none.begin("one");
    }
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 100_000; i++) {
      limit.begin("network" + i);
    }

    assertThat(limit.remembered()).isLessThanOrEqualTo(20_000);
    clock.advance(Duration.ofMinutes(2));
    assertThat(limit.remembered()).isZero();
  }

  @Test
  void aFloodOfOtherNetworksDoesNotMakeABusyOneForgotten() {
    begun("busy", 120);
    for (int i = 0; i < 100_000; i++) {
      limit.begin("network" + i);
      if (i % 100 == 0) {
        assertThat(begun("busy", 1)).isZero();
      }
    }
  }

  private int begun(String network, int attempts) {
    int begun = 0;
    for (int i = 0; i < attempts; i++) {
      try {
        limit.begin(network);
        begun++;
      } catch (ConsoleException e) {
        assertThat(e.error()).isEqualTo(ConsoleError.TOO_MANY_ATTEMPTS);
      }
    }
    return begun;
  }

  private ConsoleException refusal(String network) {
    return catchThrowableOfType(ConsoleException.class, () -> limit.begin(network));
  }

  private SignInLimit limit(int perMinute) {
    return new SignInLimit(
        ClientAddresses.of(URI.create("http://sign-in.example"), List.of()), perMinute, clock);
  }
}
