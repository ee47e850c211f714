package dev.connectorkit.console.form;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1e55555555555}", "{\"a\":", "[1,]"})
  void whatCannotBeReadIsToldAsSuch(String text) {
    assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(JsonText.Unreadable.class);
  }
}
