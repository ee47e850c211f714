package dev.connectorkit.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

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
