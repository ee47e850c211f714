package dev.connectorkit.host.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1e55555555555}", "{\"a\":", "", "\"text\""})
  void whatCannotBeReadIsNoJson(String body) {
    assertThat(Mask.json(body.getBytes(UTF_8))).isEmpty();
  }
}
