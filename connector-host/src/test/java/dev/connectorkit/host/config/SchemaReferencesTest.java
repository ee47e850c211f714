package dev.connectorkit.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.BadInputs;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema comes with a plugin: it reaches nothing outside of itself, and comes to an end. */
@Timeout(30)
class SchemaReferencesTest {

  static Stream<Arguments> hostileSchemas() {
    return BadInputs.of("schemas.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileSchemas")
  void areRefusedWhenTheSchemaHas(String why, String json, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "{\"const\": \"read\"}");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String schema =
          json.replace("{server}", "http://127.0.0.1:" + server.getLocalPort())
              .replace("{file}", file.toUri().toString());

      assertThatThrownBy(() -> CompiledSchema.compile(new ConfigSchema(schema)))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG_SCHEMA))
          .hasMessageNotContaining("read");
      assertNobodyConnectedTo(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "^(.*a){25}$"})
  void aPatternIsAnsweredInTimeWhateverItIs(String pattern) {
    CompiledSchema schema =
        CompiledSchema.compile(
            new ConfigSchema(
                """
                {"type": "object", "patternProperties": {"%s": {}},
                 "properties": {"a": {"type": "string", "pattern": "%s"}}}
                """
                    .formatted(pattern, pattern)));

    assertThatThrownBy(() -> schema.validate(Map.of("a", "a".repeat(30_000) + "!")))
        .isInstanceOf(ConnectorException.class);
    assertThatThrownBy(() -> schema.validate(Map.of("a", "!", "a".repeat(30_000) + "!", 1)))
        .isInstanceOf(ConnectorException.class);
  }

  private static void assertNobodyConnectedTo(ServerSocket server) throws IOException {
    server.setSoTimeout(1);
    assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
  }
}
