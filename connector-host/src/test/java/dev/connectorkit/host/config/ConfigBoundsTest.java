package dev.connectorkit.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values made to take time, memory or stack. */
@Timeout(30)
class ConfigBoundsTest {

  private final CompiledSchema schema =
      CompiledSchema.compile(
          new ConfigSchema(
              """
              {"type": "object", "properties": {
                "ratio": {"type": "number", "minimum": 0, "multipleOf": 0.01},
                "count": {"type": "integer"},
                "url": {"type": "string", "format": "https-uri", "x-origin": true}}}
              """));

  static Stream<Arguments> numbers() {
    return Stream.of(
        arguments(new BigDecimal("1e999999999")),
        arguments(new BigDecimal("1e-999999999")),
        arguments(new BigDecimal("1e2147483647")),
        arguments(new BigDecimal("1".repeat(2_000))),
        arguments(BigInteger.ONE.shiftLeft(100_000)),
        arguments(Double.NaN),
        arguments(Double.POSITIVE_INFINITY),
        arguments(Float.NEGATIVE_INFINITY),
        arguments(new AtomicInteger(1)));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberThatCannotBeReckonedWithIsRefused(Number number) {
    assertThat(refusal(Map.of("ratio", number)).problems())
        .allMatch(problem -> problem.pointer().equals("/ratio"));
    refusal(Map.of("count", number));
    refusal(Map.of("other", List.of(Map.of("deep", number))));
  }

  @Test
  void anOrdinaryNumberOfAnyTypeIsTaken() {
    for (Number number :
        List.<Number>of(
            1, 1L, (short) 1, (byte) 1, 1.0, 1f, BigInteger.ONE, new BigDecimal("1.25"))) {
      assertThat(schema.validate(Map.of("ratio", number)).number("ratio")).isPresent();
    }
  }

  @Test
  void deepNestingIsRefused() {
    Object nested = "x";
    for (int i = 0; i < 10_000; i++) {
      nested = i % 2 == 0 ? List.of(nested) : Map.of("a", nested);
    }

    assertThat(refusal(Map.of("other", nested))).hasMessageContaining("too deeply nested");
  }

  @Test
  void aConfigThatHoldsItselfIsRefused() {
    Map<String, Object> circle = new HashMap<>();
    circle.put("other", circle);

    assertThat(refusal(circle)).hasMessageContaining("too deeply nested");
  }

  @Test
  void aNameIsNotQuotedWithoutAnEnd() {
    String name = "n".repeat(1_000_000);

    assertThat(refusal(Map.of(name, 1)).getMessage()).hasSizeLessThan(1_000);
    assertThat(refusal(Map.of("other", Map.of(name, 1))).getMessage()).hasSizeLessThan(1_000);
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("https://op.example/" + "a".repeat(1_000_000)),
        arguments("https://" + "@".repeat(60_000) + "op.example"),
        arguments("https://" + "a:b@".repeat(15_000) + "op.example"),
        arguments("https://op.example/" + "%".repeat(60_000)),
        arguments("https://" + "[".repeat(60_000)),
        arguments("https://op.example:" + "9".repeat(60_000)),
        arguments("h".repeat(60_000) + "://op.example"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anAddressMadeToKeepAParserBusyIsRefused(String address) {
    assertThat(refusal(Map.of("url", address)).getMessage()).hasSizeLessThan(1_000);
  }

  private ConnectorException refusal(Map<String, ?> config) {
    var refused = new ConnectorException[1];
    assertThatThrownBy(() -> schema.validate(config))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG);
              refused[0] = e;
            });
    return refused[0];
  }
}
