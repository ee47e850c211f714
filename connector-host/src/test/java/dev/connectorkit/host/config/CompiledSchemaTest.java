package dev.connectorkit.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledSchemaTest {

  private static final String SCHEMA =
      """
      {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["clientId", "kind"],
        "properties": {
          "clientId": {"type": "string", "title": "Client ID", "minLength": 3, "x-order": 1},
          "clientSecret": {"type": "string", "writeOnly": true, "pattern": "^[a-z]+$", "x-order": 2},
          "kind": {"type": "string", "enum": ["web", "native"], "x-order": 3},
          "scope": {"type": "string", "default": "profile", "x-multiline": true, "x-order": 4},
          "baseUrl": {"type": "string", "format": "https-uri", "x-origin": true, "x-order": 5},
          "lifetime": {"type": "integer", "minimum": 1, "maximum": 60, "x-group": "More"},
          "strict": {"type": "boolean", "default": true},
          "domains": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
          "proxy": {"type": "object", "required": ["host"], "properties": {
            "host": {"type": "string"},
            "port": {"type": "integer", "default": 3128},
            "password": {"type": "string", "writeOnly": true}}}
        },
        "if": {"properties": {"kind": {"const": "native"}}},
        "then": {"required": ["bundle"], "properties": {"bundle": {"type": "string"}}}
      }
      """;

  private final CompiledSchema schema = CompiledSchema.compile(new ConfigSchema(SCHEMA));

  @Test
  void fillsDefaultsOnACopy() {
    Map<String, Object> given = new HashMap<>(Map.of("clientId", "abc", "kind", "web"));
    given.put("proxy", new HashMap<>(Map.of("host", "proxy.example")));

    ConnectorConfig config = schema.validate(given);

    assertThat(config.text("scope")).isEqualTo("profile");
    assertThat(config.flag("strict")).isTrue();
    assertThat(config.asMap().get("proxy"))
        .isEqualTo(Map.of("host", "proxy.example", "port", 3128));
    assertThat(given).doesNotContainKey("scope");
    assertThat(given.get("proxy")).isEqualTo(Map.of("host", "proxy.example"));
  }

  @Test
  void whoTheProviderIsIsDecidedByTheOriginsUnlessItIsSaidOtherwise() {
    var identities =
        CompiledSchema.compile(
            new ConfigSchema(
                """
                {"type": "object", "properties": {
                  "issuer": {"type": "string", "x-origin": true, "default": "https://one.example"},
                  "more": {"type": "string", "x-origin": true, "x-identity": false},
                  "idClaim": {"type": "string", "x-identity": true},
                  "scope": {"type": "string"}}}
                """));

    assertThat(
            identities.provider(
                Map.of("more", "https://two.example", "idClaim", "/id", "scope", "profile")))
        .isEqualTo(Map.of("issuer", "https://one.example", "idClaim", "/id"))
        .isEqualTo(identities.provider(Map.of("issuer", "https://one.example/", "idClaim", "/id")));
    assertThat(identities.provider(Map.of())).containsEntry("idClaim", null);
  }

  @Test
  void theConfigIsASnapshot() {
    var domains = new ArrayList<>(List.of("one.example"));
    Map<String, Object> given =
        new HashMap<>(Map.of("clientId", "abc", "kind", "web", "domains", domains));
    ConnectorConfig config = schema.validate(given);

    given.put("clientId", "changed");
    domains.add("two.example");

    assertThat(config.text("clientId")).isEqualTo("abc");
    assertThat(config.texts("domains")).containsExactly("one.example");
  }

  @Test
  void secretsComeOutAsSecretsAtAnyDepth() {
    ConnectorConfig config =
        schema.validate(
            Map.of(
                "clientId", "abc",
                "kind", "web",
                "clientSecret", "canary",
                "proxy", Map.of("host", "h", "password", "canary")));

    assertThat(config.secret("clientSecret")).isEqualTo(Secret.of("canary"));
    assertThat(config.asMap().toString()).doesNotContain("canary");
    assertThat(schema.masked(config).toString()).doesNotContain("canary").contains("****");
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirPointers() {
    ConnectorException refused =
        refusal(
            Map.of(
                "clientSecret",
                "CANARY",
                "kind",
                "canary-kind",
                "lifetime",
                61,
                "baseUrl",
                "http://canary.example",
                "domains",
                List.of("a", "b", "c"),
                "proxy",
                Map.of("port", "canary-port")));

    assertThat(refused.error()).isEqualTo(ConnectorError.INVALID_CONFIG);
    assertThat(refused.problems())
        .extracting(ConfigProblem::pointer, ConfigProblem::keyword)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("/clientId", "required"),
            org.assertj.core.groups.Tuple.tuple("/clientSecret", "pattern"),
            org.assertj.core.groups.Tuple.tuple("/kind", "enum"),
            org.assertj.core.groups.Tuple.tuple("/lifetime", "maximum"),
            org.assertj.core.groups.Tuple.tuple("/baseUrl", "format"),
            org.assertj.core.groups.Tuple.tuple("/domains", "maxItems"),
            org.assertj.core.groups.Tuple.tuple("/proxy/host", "required"),
            org.assertj.core.groups.Tuple.tuple("/proxy/port", "type"));
    assertThat(refused.getMessage() + refused.problems()).doesNotContainIgnoringCase("canary");
  }

  @ParameterizedTest
  @CsvSource({
    "clientId,ab,'must have at least 3 characters'",
    "kind,other,'must be one of [\"web\",\"native\"]'",
    "lifetime,0,'is less than allowed (1)'"
  })
  void messagesSayTheRule(String name, String value, String rule) {
    Map<String, Object> config = new HashMap<>(Map.of("clientId", "abc", "kind", "web"));
    config.put(name, name.equals("lifetime") ? Integer.valueOf(value) : value);

    assertThat(refusal(config).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(name, rule));
  }

  @Test
  void conditionsOfTheSchemaHold() {
    assertThat(refusal(Map.of("clientId", "abc", "kind", "native")).problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/bundle");
    assertThat(
            schema
                .validate(Map.of("clientId", "abc", "kind", "native", "bundle", "b"))
                .text("bundle"))
        .isEqualTo("b");
  }

  @Test
  void anUnknownPropertyIsNamed() {
    var strict =
        CompiledSchema.compile(
            new ConfigSchema(
                "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{}}"));

    assertThatThrownBy(() -> strict.validate(Map.of("cliendId", "canary")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::pointer)
                    .containsExactly("/cliendId"))
        .hasMessageNotContaining("canary");
  }

  @Test
  void anEmptyOptionalTextCountsAsAbsent() {
    ConnectorConfig config =
        schema.validate(Map.of("clientId", "abc", "kind", "web", "clientSecret", "", "scope", ""));

    assertThat(config.optionalSecret("clientSecret")).isEmpty();
    assertThat(config.text("scope")).isEqualTo("profile");
  }

  @Test
  void aValueThatIsNoJsonIsRefused() {
    assertThat(refusal(Map.of("clientId", new Object(), "kind", "web")).problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/clientId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://provider.example",
        "https://user@provider.example",
        "https://p.example/#f",
        "nonsense"
      })
  void anAddressMustBeHttps(String address) {
    assertThat(refusal(Map.of("clientId", "abc", "kind", "web", "baseUrl", address)).problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/baseUrl");
  }

  @Test
  void anOriginComesFromTheMarkedProperty() {
    ConnectorConfig config =
        schema.validate(
            Map.of("clientId", "abc", "kind", "web", "baseUrl", "https://Hub.example:8443/x"));

    assertThat(schema.origins(config)).containsExactly(URI.create("https://hub.example:8443"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | not JSON",
        "{\"type\":\"string\"} | \"type\": \"object\"",
        "{\"type\":\"object\",\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"} |"
            + " draft-07",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://localhost:1/x\"}}} | Spell"
            + " out",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"file:///etc/passwd\"}}} | Spell"
            + " out",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"x-unknown\":1}}} | Unknown keyword",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"(?=x)\"}}} | not usable",
        "{\"type\":\"object\",\"type\":\"object\"} | not JSON"
      })
  void aSchemaThatIsNotUsableIsRefused(String json, String reason) {
    assertThatThrownBy(() -> CompiledSchema.compile(new ConfigSchema(json)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG_SCHEMA))
        .hasMessageContaining(reason);
  }

  @Test
  void aPatternCannotKeepAThreadBusy() {
    var hostile =
        CompiledSchema.compile(
            new ConfigSchema(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"^(a+)+$\"}}}"));

    assertThatThrownBy(() -> hostile.validate(Map.of("a", "a".repeat(50_000) + "!")))
        .isInstanceOf(ConnectorException.class);
  }

  @Test
  void aProblemInsideAnObjectOrAChoiceIsToldInItsOwnWords() {
    var free =
        CompiledSchema.compile(
            new ConfigSchema(
                """
                {"type":"object","properties":{
                  "separator":{"oneOf":[{"const":" ","title":"Space"},{"const":",","title":"Comma"}]},
                  "more":{"type":"object","additionalProperties":{"type":"string"},
                    "propertyNames":{"pattern":"^[a-z]+$","not":{"enum":["state"]}}}}}
                """));

    assertThat(messages(free, Map.of("separator", "x")))
        .containsExactly("'separator' must be one of [\" \", \",\"].");
    assertThat(messages(free, Map.of("more", Map.of("a", 1))))
        .containsExactly("'more/a' must be of type string.");
    assertThat(messages(free, Map.of("more", Map.of("A", "1"))))
        .containsExactly("The name 'more/A' must match the pattern ^[a-z]+$.");
    assertThat(messages(free, Map.of("more", Map.of("state", "1"))))
        .containsExactly("The name 'more/state' is none that may be given here.");
  }

  @Test
  void aPatternIsToldInTheWordsOfItsSchemaAndAMistakeOnce() {
    CompiledSchema words =
        CompiledSchema.compile(
            new ConfigSchema(
                """
                {"type":"object","properties":{
                  "id":{"type":"string","pattern":"^[0-9]+$","x-pattern-message":"must be digits."},
                  "site":{"type":"string","format":"https-uri","pattern":"^https?://[^/]+$"}}}
                """));

    assertThat(messages(words, Map.of("id", "x", "site", "no address")))
        .containsExactly(
            "'id' must be digits.",
            "'site' must be an https address (http only on localhost), without user and fragment.");
    assertThat(messages(words, Map.of("site", "https://example.com/path")))
        .containsExactly("'site' must match the pattern ^https?://[^/]+$.");
  }

  @Test
  void theFormFollowsTheSchema() {
    List<FormField> fields = schema.form().fields();

    assertThat(fields)
        .extracting(FormField::name)
        .startsWith("clientId", "clientSecret", "kind", "scope", "baseUrl");
    assertThat(fields)
        .extracting(FormField::type)
        .startsWith(
            FormField.Type.TEXT,
            FormField.Type.SECRET,
            FormField.Type.CHOICE,
            FormField.Type.MULTILINE,
            FormField.Type.TEXT,
            FormField.Type.NUMBER,
            FormField.Type.FLAG,
            FormField.Type.TEXTS,
            FormField.Type.OBJECT);
    assertThat(fields.get(5).limits().integer()).isTrue();
    assertThat(fields.get(5).limits().maximum()).contains(60);
    assertThat(fields.get(7).limits().maxItems()).contains(2);
    assertThat(fields.get(8).members())
        .extracting(FormField::name, FormField::type, FormField::required)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("host", FormField.Type.TEXT, true),
            org.assertj.core.groups.Tuple.tuple("port", FormField.Type.NUMBER, false),
            org.assertj.core.groups.Tuple.tuple("password", FormField.Type.SECRET, false));
    assertThat(fields.get(0).label()).isEqualTo("Client ID");
    assertThat(fields.get(0).required()).isTrue();
    assertThat(fields.get(3).defaultValue()).contains("profile");
    assertThat(fields.get(5).group()).contains("More");
    assertThat(fields.get(fields.size() - 1).showIf()).containsEntry("kind", "native");
  }

  @Test
  void aFormShowsAsJsonWhatItHasNoFieldFor() {
    var odd =
        CompiledSchema.compile(
            new ConfigSchema(
                """
                {"type":"object","properties":{
                  "map":{"type":"object","additionalProperties":{"type":"string"}},
                  "mixed":{"oneOf":[{"const":"a"},{"type":"integer"}]},
                  "nullable":{"type":["string","null"]},
                  "numbers":{"type":"array","items":{"type":"integer"}},
                  "algorithms":{"type":"array","items":{"type":"string","enum":["RS256","ES256"]}},
                  "key":{"type":"string","writeOnly":true,"x-multiline":true},
                  "untyped":{"properties":{"password":{"type":"string","writeOnly":true}}}},
                 "if":{"properties":{"mixed":{"enum":["a",1]}}},
                 "then":{"properties":{"late":{"type":"string","title":" "}}}}
                """));

    assertThat(odd.form().fields())
        .extracting(FormField::name, FormField::type)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("map", FormField.Type.JSON),
            org.assertj.core.groups.Tuple.tuple("mixed", FormField.Type.JSON),
            org.assertj.core.groups.Tuple.tuple("nullable", FormField.Type.JSON),
            org.assertj.core.groups.Tuple.tuple("numbers", FormField.Type.JSON),
            org.assertj.core.groups.Tuple.tuple("algorithms", FormField.Type.TEXTS),
            org.assertj.core.groups.Tuple.tuple("key", FormField.Type.SECRET),
            org.assertj.core.groups.Tuple.tuple("untyped", FormField.Type.OBJECT),
            org.assertj.core.groups.Tuple.tuple("late", FormField.Type.TEXT));
    FormField algorithms = odd.form().fields().get(4);
    assertThat(algorithms.choices())
        .extracting(FormField.Choice::label)
        .containsExactly("RS256", "ES256");
    assertThat(odd.form().fields().get(5).multiline()).isTrue();
    FormField late = odd.form().fields().get(7);
    assertThat(late.showIf()).containsEntry("mixed", List.of("a", 1));
    assertThat(late.label()).isEqualTo("late");
  }

  private static List<String> messages(CompiledSchema schema, Map<String, ?> config) {
    var refused = new ConnectorException[1];
    assertThatThrownBy(() -> schema.validate(config))
        .isInstanceOfSatisfying(ConnectorException.class, e -> refused[0] = e);
    return refused[0].problems().stream().map(ConfigProblem::message).toList();
  }

  private ConnectorException refusal(Map<String, ?> config) {
    var refused = new ConnectorException[1];
    assertThatThrownBy(() -> schema.validate(config))
        .isInstanceOfSatisfying(ConnectorException.class, e -> refused[0] = e);
    return refused[0];
  }
}
