package dev.connectorkit.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that nobody reads is refused, also where the schema forgets to say so. */
class UnknownKeysTest {

  private final CompiledSchema schema =
      CompiledSchema.compile(
          new ConfigSchema(
              """
              {"type": "object", "required": ["clientId"],
               "allOf": [{"properties": {"shared": {"type": "string"}}}],
               "anyOf": [{"properties": {"either": {}}}, {"properties": {"or": {}}}],
               "if": {"properties": {"kind": {"const": "x"}}},
               "then": {"properties": {"onlyWithX": {"type": "string"}}},
               "else": {"properties": {"otherwise": {"type": "string"}}},
               "dependencies": {"clientId": {"properties": {"dependent": {}}}},
               "properties": {
                 "clientId": {"type": "string"},
                 "kind": {"type": "string"},
                 "allowed": {"type": "object", "properties": {"domains": {"type": "array"}}},
                 "rules": {"type": "array", "items":
                   {"type": "object", "properties": {"domain": {"type": "string"}}}},
                 "open": {"type": "object", "additionalProperties": true,
                          "properties": {"a": {}}},
                 "patterned": {"type": "object", "patternProperties": {"^x": {}}},
                 "free": {"type": "object"}}}
              """));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clientid",
        "client_id",
        "clientId ",
        "allowedDomains",
        "whitelist",
        "",
        "__proto__",
        "/",
        "a~b"
      })
  void areRefusedAndNamed(String key) {
    assertThat(refusal(Map.of("clientId", "x", key, "canary")).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer())
                  .isEqualTo("/" + key.replace("~", "~0").replace("/", "~1"));
              assertThat(problem.message())
                  .contains("is not known. Remove it, or check its spelling.")
                  .doesNotContain("canary");
            });
  }

  @Test
  void areRefusedAtAnyDepthTogetherWithEverythingElse() {
    assertThat(
            refusal(
                    Map.of(
                        "allowed", Map.of("domain", List.of()),
                        "rules", List.of(Map.of("domain", "a"), Map.of("domains", "b")),
                        "old", 1))
                .problems())
        .extracting(ConfigProblem::pointer)
        .containsExactlyInAnyOrder("/clientId", "/allowed/domain", "/rules/1/domains", "/old");
  }

  @Test
  void areNotThoseThatAnyPartOfTheSchemaNames() {
    assertThatCode(
            () ->
                schema.validate(
                    Map.of(
                        "clientId", "x",
                        "shared", "x",
                        "either", 1,
                        "or", 2,
                        "onlyWithX", "x",
                        "otherwise", "x",
                        "dependent", 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void areNotThoseOfAnObjectThatIsOpenOnPurpose() {
    assertThatCode(
            () ->
                schema.validate(
                    Map.of(
                        "clientId", "x",
                        "open", Map.of("anything", 1),
                        "patterned", Map.of("y", 1),
                        "free", Map.of("anything", 1))))
        .doesNotThrowAnyException();
  }

  private ConnectorException refusal(Map<String, ?> config) {
    var caught = new ConnectorException[1];
    assertThatThrownBy(() -> schema.validate(config))
        .isInstanceOfSatisfying(ConnectorException.class, e -> caught[0] = e);
    assertThat(caught[0].error()).isEqualTo(ConnectorError.INVALID_CONFIG);
    return caught[0];
  }
}
