package dev.connectorkit.host.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.connectorkit.host.signin.SharedStore;
import dev.connectorkit.host.signin.StoreKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * No order of events signs anybody in twice, signs in the wrong person, or leaves an entry behind.
 * To try one seed alone, or many more: {@code -Dmodel.seed=17 -Dmodel.seeds=1000}.
 */
@Timeout(300)
class SignInModelTest {

  private static final long FIRST = Long.getLong("model.seed", 1);
  private static final int SEEDS = Integer.getInteger("model.seeds", 20);
  private static final int EVENTS = 250;

  @TempDir static Path jars;

  @BeforeAll
  static void writeJars() {
    Reality.writeJars(jars);
    // Hosts tell of each of their hundreds of changes.
    hosts().setLevel(Level.ERROR);
  }

  @AfterAll
  static void logAgain() {
    hosts().setLevel(null);
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreKind.class,
      names = {"MEMORY", "H2", "H2_WITHOUT_AUTOCOMMIT"})
  void hostsDoWhatTheModelSays(StoreKind kind) {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      search(seed, clock -> kind.open(clock, Model.CAPACITY))
          .ifPresent(found -> fail(found.toString()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStoreThatBreaksAPromiseIsCaught(BrokenStore broken) {
    Optional<Counterexample> caught =
        LongStream.range(1, 21)
            .mapToObj(seed -> search(seed, broken))
            .flatMap(Optional::stream)
            .findFirst();

    assertThat(caught).as("a list of events that shows it").isPresent();
    assertThat(caught.get().events()).hasSizeLessThan(40);
  }

  private static Logger hosts() {
    return (Logger) LoggerFactory.getLogger("dev.connectorkit.host");
  }

  private static Optional<Counterexample> search(long seed, Function<Clock, SharedStore> stores) {
    return Counterexample.search(seed, EVENTS, stores, jars);
  }
}
