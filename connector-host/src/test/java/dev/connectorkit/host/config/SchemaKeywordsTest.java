package dev.connectorkit.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SchemaKeywordsTest {

  @Test
  void aSecretUnderAConditionIsASecret() {
    CompiledSchema schema =
        compile(
            """
            {"type": "object", "properties": {"kind": {"type": "string"}},
             "if": {"properties": {"kind": {"const": "signed"}}},
             "then": {"properties": {"key": {"type": "string", "writeOnly": true}}}}
            """);

    ConnectorConfig config = schema.validate(Map.of("kind", "signed", "key", "canary"));

    assertThat(config.secret("key")).isEqualTo(Secret.of("canary"));
    assertThat(schema.masked(config)).containsEntry("key", CompiledSchema.MASK);
    assertThat(schema.form().fields())
        .anyMatch(field -> field.name().equals("key") && field.type() == FormField.Type.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'properties': {'a': {'type': 'array', 'items': {'type': 'string', 'writeOnly': true}}}",
        "'properties': {'a': {'type': 'array', 'writeOnly': true}}",
        "'properties': {'a': {'type': 'object', 'writeOnly': true}}",
        "'properties': {'a': {'writeOnly': true}}",
        "'properties': {'a': {'type': ['string', 'null'], 'writeOnly': true}}",
        "'properties': {'a': {'allOf': [{'type': 'string', 'writeOnly': true}]}}",
        "'patternProperties': {'.*': {'type': 'string', 'writeOnly': true}}",
        "'additionalProperties': {'type': 'string', 'writeOnly': true}",
        "'allOf': [{'properties': {'a': {'type': 'string', 'writeOnly': true}}}]",
        "'if': true, 'else': {'properties': {'a': {'type': 'string', 'writeOnly': true}}}",
        "'if': {'properties': {'a': {'type': 'string', 'writeOnly': true}}}",
        "'dependencies': {'b': {'properties': {'a': {'type': 'string', 'writeOnly': true}}}}",
        "'if': true, 'then': {'properties': {'o': {'properties':"
            + " {'a': {'type': 'string', 'writeOnly': true}}}}}"
      })
  void aSecretThatWouldNotBeRecognizedIsRefused(String members) {
    refused(members, "would not be recognized");
  }

  @Test
  void aPropertyIsASecretAlwaysOrNever() {
    refused(
        "'properties': {'a': {'type': 'string'}}, 'if': true,"
            + " 'then': {'properties': {'a': {'type': 'string', 'writeOnly': true}}}",
        "under \"then\" only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'properties': {'a': {'$ref': '#'}}",
        "'properties': {'a': {'$ref': '#/properties/a'}}",
        "'properties': {'a': {'$ref': '#/definitions/x'}},"
            + " 'definitions': {'x': {'$ref': '#/definitions/y'}, 'y': {'$ref': '#/definitions/x'}}",
        "'properties': {'properties': {'$ref': '#'}}",
        "'properties': {'a': {'items': [{'$ref': '#'}]}}",
        "'allOf': [{'$ref': '#'}]",
        "'$ref': '#'"
      })
  void aReferenceIsRefusedSoThatNoneGoesInCircles(String members) {
    refused(members, "There is a reference");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'properties': {'a': {'$ref': 'URL'}}",
        "'properties': {'a': {'$ref': 'URL#/definitions/x'}}",
        "'properties': {'a': {'allOf': [{'$ref': 'URL'}]}}",
        "'definitions': {'x': {'$ref': 'URL'}}",
        "'$id': 'URL', 'properties': {'a': {'$ref': '#/definitions/x'}}",
        "'$id': 'URL', 'properties': {'a': {'$ref': 'y'}}",
        "'$id': 'URL', 'properties': {'a': {'$id': 'URL2', 'type': 'string'}}",
        "'$schema': 'URL'",
        "'properties': {'a': {'$schema': 'URL', 'type': 'string'}}"
      })
  void nothingOutsideOfTheSchemaIsReached(String members, @TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("x.json"), "{\"canary\": true}");
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      // Whoever had connected would be waiting already.
      server.setSoTimeout(10);
      String http = "http://127.0.0.1:" + server.getLocalPort() + "/x.json";
      for (String url :
          new String[] {
            http, secret.toUri().toString(), "jar:" + http + "!/x.json", "classpath://x.json"
          }) {
        try {
          compile("{'type': 'object', " + members.replace("URL", url) + "}")
              .validate(Map.of("a", "x"));
        } catch (ConnectorException e) {
          assertThat(e).hasMessageNotContaining("canary");
        }
      }
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'properties': {'a': {'minimum': 1e999999999}}",
        "'properties': {'a': {'multipleOf': 1e-999999999}}",
        "'properties': {'a': {'default': 1e-999999999}}",
        "'properties': {'a': {'enum': [[{'b': 1e999999999}]]}}"
      })
  void aNumberThatCannotBeReckonedWithIsRefused(String members) {
    refused(members, "out of range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'$id': 'file@:///etc/'",
        "'$id': 'https://op.example/a b'",
        "'$id': '%'",
        "'$id': 'relative.json'",
        "'$id': ''",
        "'$id': 7",
        "'$id': {}",
        "'properties': {'a': {'$id': 'https://op.example/a'}}"
      })
  void anIdThatIsNoUriOfTheSchemaIsRefused(String members) {
    refused(members, "is not an absolute URI at the root");
  }

  @Test
  void aNestedSchemaIsRefusedWithoutAStackOverflow() {
    for (String part : new String[] {"'a': [", "'not': {", "'properties': {'a': {"}) {
      // The bound is reached, or the end of the text: whichever comes first.
      refused(part.repeat(10_000), "It is ");
    }
    String nested = "{'items': ".repeat(10_000) + "{}" + "}".repeat(10_000);
    refused("'properties': {'a': " + nested + "}", "It is ");
  }

  @Test
  void anOriginOutsideOfTheRootIsRefused() {
    refused(
        "'properties': {'a': {'type': 'object', 'properties': {'b': {'x-origin': true}}}}",
        "property of the root");
  }

  @Test
  void aPropertyMayBeCalledLikeAKeyword() {
    CompiledSchema schema =
        compile(
            """
            {"type": "object", "properties": {"properties": {"type": "object", "properties": {
              "x-unknown": {"type": "string"}, "writeOnly": {"type": "boolean"},
              "key": {"type": "string", "writeOnly": true}}}}}
            """);

    ConnectorConfig config = schema.validate(Map.of("properties", Map.of("key", "canary")));

    assertThat(schema.masked(config)).hasToString("{properties={key=" + CompiledSchema.MASK + "}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]$"})
  void aPatternIsMatchedInLinearTime(String pattern) {
    CompiledSchema schema =
        compile(
            "{'type': 'object', 'properties': {'a': {'type': 'string', 'pattern': '%s'}}}"
                .formatted(pattern));

    for (int length : new int[] {50, 5_000}) {
      assertThatThrownBy(() -> schema.validate(Map.of("a", "a".repeat(length) + "!")))
          .isInstanceOf(ConnectorException.class);
    }
  }

  private static CompiledSchema compile(String json) {
    return CompiledSchema.compile(new ConfigSchema(json.replace('\'', '"')));
  }

  private static void refused(String members, String reason) {
    assertThatThrownBy(() -> compile("{'type': 'object', " + members + "}"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG_SCHEMA))
        .hasMessageContaining(reason);
  }
}
