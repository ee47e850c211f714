package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorException;
import org.junit.jupiter.api.Test;

/** What the parser throws for a number is no {@code IOException}. */
class JsonNumbersTest {

  @Test
  void anExponentOfTooManyDigitsIsNoJson() {
    byte[] document = "{\"a\":1e55555555555}".getBytes(UTF_8);

    assertThatThrownBy(() -> Json.object(document, "answer"))
        .isInstanceOf(ConnectorException.class);
    assertThatThrownBy(() -> Json.objects(document, "answer"))
        .isInstanceOf(ConnectorException.class);
  }
}
