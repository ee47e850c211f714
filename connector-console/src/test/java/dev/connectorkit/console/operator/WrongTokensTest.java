package dev.connectorkit.console.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What wrong tokens of the API cost, and whom that keeps out. */
class WrongTokensTest {

  private final MovingClock clock = new MovingClock();
  private final WrongTokens wrong = new WrongTokens(clock, () -> Set.of("known"));

  @Test
  void afterThirtyInAMinuteNoneIsLookedUpButThoseThatThereAre() {
    come(29);
    assertThatCode(() -> wrong.check("guess")).doesNotThrowAnyException();

    come(1);
    clock.advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> wrong.check("guess"))
        .isInstanceOfSatisfying(
            ConsoleException.class,
            e -> {
              assertThat(e.error()).isEqualTo(ConsoleError.TOO_MANY_ATTEMPTS);
              assertThat(e.retryAfter()).contains(Duration.ofSeconds(50));
            });
    assertThatCode(() -> wrong.check("known")).doesNotThrowAnyException();

    clock.advance(Duration.ofSeconds(50));
    assertThatCode(() -> wrong.check("guess")).doesNotThrowAnyException();
  }

  @Test
  void thirtyInMoreThanAMinuteAreNotTooMany() {
    come(29);
    clock.advance(Duration.ofMinutes(1));
    come(29);

    assertThatCode(() -> wrong.check("guess")).doesNotThrowAnyException();
  }

  private void come(int number) {
    for (int i = 0; i < number; i++) {
      wrong.check("guess");
      wrong.count();
    }
  }
}
