package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** The room that is asked for is there, also when the compiler has made frames small. */
@Timeout(60)
class StackRoomTest {

  private static final int STACK = 2 * 1024 * 1024;
  // Twice what a call takes; the first one in a JVM takes more, and so do frames before compiling.
  private static final int ROOM = 16 * 1024;
  private static final int LEVELS_ASKED_FOR = 1_500;

  // As interpreted, half compiled and compiled.
  @RepeatedTest(3)
  void aLevelTakesItsShareOfTheStack() throws Exception {
    var deepest = new AtomicInteger();
    var thread = new Thread(null, () -> deepest.set(mostLevels()), "room", STACK);
    thread.start();
    thread.join();

    assertThat((long) LEVELS_ASKED_FOR * STACK / deepest.get()).isGreaterThan(ROOM);
  }

  private static int mostLevels() {
    int fits = 0;
    for (int step = STACK; step > 0; step /= 2) {
      if (fits(fits + step)) {
        fits += step;
      }
    }
    return fits;
  }

  private static boolean fits(int levels) {
    try {
      StackRoom.take(levels);
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }
}
