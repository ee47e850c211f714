package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT61M", "PT2562047788015215H"})
  void aDeadlineIsABound(String duration) {
    var defaults = HttpSettings.defaults();
    Duration value = Duration.parse(duration);

    assertThatThrownBy(() -> defaults.withDeadline(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be positive, and at most an hour");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
  void theSizeOfABodyIsABound(int bytes) {
    var defaults = HttpSettings.defaults();

    assertThatThrownBy(() -> defaults.withMaxBodyBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBodyBytes");
  }

  @Test
  void anInstanceNeedsAConnection() {
    var defaults = HttpSettings.defaults();

    assertThatThrownBy(() -> defaults.withMaxConnections(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxConnections");
  }

  @Test
  void connectingTakesNoLongerThanTheWhole() {
    assertThat(HttpSettings.defaults().withDeadline(Duration.ofSeconds(2)).connectTimeout())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(HttpSettings.defaults().withDeadline(Duration.ofMinutes(1)).connectTimeout())
        .isEqualTo(Duration.ofSeconds(5));
  }
}
