package dev.connectorkit.console.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class FailedSignInsTest {

  private static final int AT_ONCE = 8;
  private static final int ROUNDS = 40;
  private static final String HERE = "203.0.113.7";
  private static final String ELSEWHERE = "198.51.100.9";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private ConsoleDatabase database;
  private FailedSignIns failed;

  @BeforeEach
  void open() {
    database = ConsoleDatabase.open(kind.fresh(folder));
    failed = new FailedSignIns(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ofAttemptsAtTheSameMomentExactlyFiveAreAllowed() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        assertThat(allowedOf(pool)).as("round %d", round).isEqualTo(5);
        // All is forgotten, so that the next round makes its rows anew.
        clock.advance(Duration.ofHours(1));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void fiveLockAnAccountForAMinuteAndEachFurtherOneForTwiceAsLong() {
    fail("ada", HERE, 5);
    assertThat(refused("ada", HERE).retryAfter()).contains(Duration.ofMinutes(1));

    clock.advance(Duration.ofMinutes(1));
    fail("ada", HERE, 1);
    assertThat(refused("ada", HERE).retryAfter()).contains(Duration.ofMinutes(2));
    clock.advance(Duration.ofMinutes(2));
    fail("ada", HERE, 1);
    assertThat(refused("ada", HERE).retryAfter()).contains(Duration.ofMinutes(4));
  }

  @Test
  void aRightPasswordMakesEarlierOnesForgotten() {
    for (int round = 0; round < 3; round++) {
      fail("ada", HERE, 4);
      failed.begin("ada", HERE);
      failed.signedIn("ada", HERE);
    }
  }

  @Test
  void twentyAMinuteAreAllowedOfAnAddressWithWhateverNames() {
    failWithInventedNames(HERE);
    refused("another", HERE);
    failed.begin("another", ELSEWHERE);

    clock.advance(Duration.ofMinutes(1));
    failed.begin("another", HERE);
  }

  @Test
  void aHundredAMinuteAreAllowedOfAllAddressesButThoseSomebodySignedInFrom() {
    failed.begin("ada", HERE);
    failed.signedIn("ada", HERE);
    failAHundredTimes();
    refused("ada", ELSEWHERE);
    failed.begin("ada", HERE);
    failed.signedIn("ada", HERE);

    clock.advance(Duration.ofDays(29));
    failAHundredTimes();
    failed.begin("ada", HERE);
    failed.signedIn("ada", HERE);
    clock.advance(Duration.ofDays(30));
    failAHundredTimes();
    refused("ada", HERE);
  }

  @Test
  void whoIsSignedInIsCountedApartFromStrangers() {
    failAHundredTimes();

    failed.beginConfirming("ada");
    failed.confirmed("ada");
    for (int i = 0; i < 5; i++) {
      failed.beginConfirming("ada");
    }
    assertThatThrownBy(() -> failed.beginConfirming("ada")).isInstanceOf(ConsoleException.class);
  }

  private void failAHundredTimes() {
    for (int i = 0; i < 5; i++) {
      failWithInventedNames("198.51.100." + i);
    }
  }

  private void failWithInventedNames(String from) {
    for (int i = 0; i < 20; i++) {
      failed.begin("guess" + i, from);
    }
  }

  private void fail(String name, String from, int times) {
    for (int i = 0; i < times; i++) {
      failed.begin(name, from);
    }
  }

  private ConsoleException refused(String name, String from) {
    var thrown = new AtomicReference<ConsoleException>();
    assertThatThrownBy(() -> failed.begin(name, from))
        .isInstanceOfSatisfying(ConsoleException.class, thrown::set);
    return thrown.get();
  }

  private int allowedOf(ExecutorService pool) throws Exception {
    var together = new CyclicBarrier(AT_ONCE);
    Callable<Boolean> attempt =
        () -> {
          together.await(1, TimeUnit.MINUTES);
          try {
            failed.begin("ada", "203.0.113.7");
            return true;
          } catch (ConsoleException e) {
            return false;
          }
        };
    int allowed = 0;
    for (Future<Boolean> answer : pool.invokeAll(Collections.nCopies(AT_ONCE, attempt))) {
      allowed += answer.get() ? 1 : 0;
    }
    return allowed;
  }
}
