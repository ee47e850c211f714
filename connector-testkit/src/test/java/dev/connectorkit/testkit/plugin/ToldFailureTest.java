package dev.connectorkit.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ToldFailureTest {

  @Test
  void theMessageHasAllThatIsWrongAndNothingIsToldTwice() {
    assertThatThrownBy(() -> ToldFailure.unlessEmpty(List.of("One slip.", "Another slip.")))
        .hasMessage("One slip.\nAnother slip.");
    assertThatThrownBy(() -> ToldFailure.unlessEmpty(List.of("One slip.")))
        .isInstanceOf(TestAbortedException.class);
    assertThatThrownBy(() -> ToldFailure.unlessEmpty(List.of("One slip.", "A third slip.")))
        .hasMessage("A third slip.");
    assertThatCode(() -> ToldFailure.unlessEmpty(List.of())).doesNotThrowAnyException();
  }
}
