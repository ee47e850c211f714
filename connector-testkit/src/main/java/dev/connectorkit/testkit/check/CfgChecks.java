package dev.connectorkit.testkit.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ErrorCategory;
import dev.connectorkit.testkit.shape.JsonPointers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The config and its schema. */
final class CfgChecks {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(secret|password|passphrase|private_?key|api_?key|credential|token$).*");
  // Names about a secret rather than of one.
  private static final Pattern ABOUT_A_SECRET =
      Pattern.compile("(?i).*(endpoint|url|uri|method|type|algorithm|alg|format|lifetime|id)$");

  private CfgChecks() {}

  static void register(Checks checks) {
    checks.add("CFG-01", CfgChecks::schema);
    checks.add("CFG-02", CfgChecks::example);
    checks.add("CFG-03", CfgChecks::missing);
    checks.add("CFG-04", CfgChecks::wrongType);
    checks.add("CFG-05", CfgChecks::secretsMarked);
    checks.add("CFG-06", CfgChecks::unknown);
    checks.add("CFG-07", CfgChecks::addresses);
    checks.add("CFG-08", CfgChecks::snapshot);
  }

  private static void schema(Bench bench) {
    bench.verifyWithoutStage(
        "configSchema()",
        () -> {
          Outcome<ConfigSchema> said = bench.loading().configSchema();
          if (said == null) {
            throw new NotReached(
                "configSchema() is asked", bench.loading().obstacle().orElse("it is not"));
          }
          Breach.unless(
              said.value() != null, "configSchema() returns a schema", "it " + said.words());
          String fault = bench.loading().schemaFault();
          Breach.unless(fault == null, "the schema compiles", "compiling it " + fault);
        });
  }

  private static JsonNode properties(Bench bench) {
    try {
      Outcome<ConfigSchema> said = java.util.Objects.requireNonNull(bench.loading().configSchema());
      return JSON.readTree(java.util.Objects.requireNonNull(said.value()).json())
          .path("properties");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema that compiles is JSON.", e);
    }
  }

  private static void example(Bench bench) {
    CompiledSchema schema = bench.subject().schema();
    Map<String, Object> config = bench.shape().config();
    bench.verifyWithoutStage(
        "the config of the wire shape",
        () -> {
          try {
            schema.validate(config);
          } catch (ConnectorException e) {
            throw new Breach("it is valid", "it is not: " + e.getMessage());
          }
        });
    if (!isValid(schema, config)) {
      return;
    }
    bench.verify("starting with it", Stage::connector);
    for (Map.Entry<String, JsonNode> property : properties(bench).properties()) {
      List<JsonNode> values = new ArrayList<>();
      property.getValue().path("examples").forEach(values::add);
      if (property.getValue().has("default")) {
        values.add(property.getValue().get("default"));
      }
      for (JsonNode value : values) {
        bench.verifyWithoutStage(
            "a default or example of " + property.getKey(),
            () -> {
              var changed = new LinkedHashMap<>(config);
              changed.put(property.getKey(), JSON.convertValue(value, Object.class));
              // Others may depend on this one: only what is said of it itself counts.
              Optional<ConfigProblem> problem =
                  problems(schema, changed).stream()
                      .filter(said -> said.pointer().startsWith("/" + property.getKey()))
                      .findFirst();
              Breach.unless(
                  problem.isEmpty(), "it is valid", problem.map(ConfigProblem::message).orElse(""));
            });
      }
    }
  }

  private static boolean isValid(CompiledSchema schema, Map<String, Object> config) {
    return problems(schema, config).isEmpty();
  }

  private static List<ConfigProblem> problems(CompiledSchema schema, Map<String, Object> config) {
    try {
      schema.validate(config);
      return List.of();
    } catch (ConnectorException e) {
      return e.problems();
    }
  }

  private static void missing(Bench bench) {
    Set<String> names = new LinkedHashSet<>(bench.shape().config().keySet());
    for (String name : names) {
      var config = new LinkedHashMap<>(bench.shape().config());
      config.remove(name);
      requireToldOrWorking(bench, "no " + name, config, Optional.of(name));
    }
    requireToldOrWorking(bench, "nothing at all", Map.of(), Optional.empty());
  }

  /** INVALID_CONFIG at some point, or a connector that gets as far as an authorization request. */
  private static void requireToldOrWorking(
      Bench bench, String what, Map<String, Object> config, Optional<String> name) {
    CompiledSchema schema = bench.subject().schema();
    List<ConfigProblem> problems = problems(schema, config);
    if (!problems.isEmpty()) {
      bench.verifyWithoutStage(
          what,
          () ->
              Breach.unless(
                  name.isEmpty()
                      || problems.stream()
                          .anyMatch(problem -> problem.pointer().startsWith("/" + name.get())),
                  "a problem points at /" + name.orElse(""),
                  "they point at " + problems.stream().map(ConfigProblem::pointer).toList()));
      return;
    }
    bench.verify(
        what,
        bench.plainSetup().withConfig(example -> new LinkedHashMap<>(config)),
        stage -> requireToldOrWorking(stage, what));
  }

  private static void requireToldOrWorking(Stage stage, String what) throws Breach {
    Outcome<?> refusal = stage.refusal();
    Outcome<?> outcome = refusal != null ? refusal : stage.signIn().tryAuthorize();
    boolean told =
        outcome
            .error()
            .filter(
                error ->
                    error.category() == ErrorCategory.CONFIGURATION
                        || error.category() == ErrorCategory.PROVIDER)
            .isPresent();
    Breach.unless(
        told || outcome.value() != null,
        "with " + what + " the connector works, or fails with INVALID_CONFIG",
        "it " + outcome.words());
  }

  private static void wrongType(Bench bench) {
    CompiledSchema schema = bench.subject().schema();
    for (Map.Entry<String, JsonNode> property : properties(bench).properties()) {
      String name = property.getKey();
      String type = property.getValue().path("type").asText("");
      for (Map.Entry<String, Object> value : othersThan(type).entrySet()) {
        var config = new LinkedHashMap<>(bench.shape().config());
        config.put(name, value.getValue());
        bench.verifyWithoutStage(
            value.getKey() + " as " + name,
            () ->
                Breach.unless(!isValid(schema, config), "it is refused", "the schema accepts it"));
      }
      if (type.equals("string")) {
        var blank = new LinkedHashMap<>(bench.shape().config());
        blank.put(name, "   ");
        requireToldOrWorking(bench, "a blank " + name, blank, Optional.empty());
        var empty = new LinkedHashMap<>(bench.shape().config());
        empty.put(name, "");
        requireToldOrWorking(bench, "an empty " + name, empty, Optional.empty());
        var huge = new LinkedHashMap<>(bench.shape().config());
        huge.put(name, "x".repeat(10_000));
        requireToldOrWorking(bench, "10,000 characters as " + name, huge, Optional.empty());
      }
      if (type.isEmpty()
          && !property.getValue().has("enum")
          && !property.getValue().has("const")
          && !property.getValue().has("$ref")
          && !property.getValue().has("oneOf")
          && !property.getValue().has("anyOf")
          && !property.getValue().has("allOf")) {
        bench.verifyWithoutStage(
            "the type of " + name,
            () -> {
              throw new Breach("the schema names a type", "it names none");
            });
      }
    }
  }

  private static Map<String, Object> othersThan(String type) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (type.isEmpty()) {
      return values;
    }
    if (!type.equals("string")) {
      values.put("a text", "some text");
    }
    if (!type.equals("integer") && !type.equals("number")) {
      values.put("a number", 7);
    }
    if (!type.equals("boolean")) {
      values.put("a flag", true);
    }
    if (!type.equals("array")) {
      values.put("an array", List.of("a"));
    }
    if (!type.equals("object")) {
      values.put("an object", Map.of("a", "b"));
    }
    return values;
  }

  private static void secretsMarked(Bench bench) {
    JsonNode properties = properties(bench);
    Set<String> names = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      boolean text = property.getValue().path("type").asText("string").equals("string");
      if (text
          && SECRET_NAME.matcher(property.getKey()).matches()
          && !ABOUT_A_SECRET.matcher(property.getKey()).matches()) {
        names.add(property.getKey());
      }
    }
    String secret = bench.shape().client().secret();
    if (secret != null) {
      names.add(secret.substring(1).split("/")[0]);
    }
    for (String name : names) {
      bench.verifyWithoutStage(
          "the property " + name,
          () ->
              Breach.unless(
                  isWriteOnly(properties.path(name)), "it has writeOnly: true", "it has not"));
    }
    if (names.isEmpty()) {
      bench.passed();
    }
  }

  /** Itself, or what is inside of it where it is an object or a list. */
  private static boolean isWriteOnly(JsonNode property) {
    return property.path("writeOnly").asBoolean()
        || property.findValues("writeOnly").stream().anyMatch(JsonNode::asBoolean);
  }

  private static void unknown(Bench bench) {
    var config = new LinkedHashMap<>(bench.shape().config());
    config.put("x_unknown", "value");
    boolean closed = !closedSchema(bench).asBoolean(true);
    if (closed) {
      bench.verifyWithoutStage(
          "x_unknown",
          () ->
              Breach.unless(
                  !isValid(bench.subject().schema(), config),
                  "it is refused, as additionalProperties is false",
                  "it is accepted"));
    } else {
      requireToldOrWorking(bench, "x_unknown", config, Optional.empty());
    }
  }

  private static JsonNode closedSchema(Bench bench) {
    try {
      Outcome<ConfigSchema> said = java.util.Objects.requireNonNull(bench.loading().configSchema());
      return JSON.readTree(java.util.Objects.requireNonNull(said.value()).json())
          .path("additionalProperties");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema that compiles is JSON.", e);
    }
  }

  private static void addresses(Bench bench) {
    boolean any = false;
    for (Map.Entry<String, JsonNode> property : properties(bench).properties()) {
      if (!holdsAddress(property.getValue(), bench.shape().config().get(property.getKey()))) {
        continue;
      }
      any = true;
      for (String address :
          List.of(
              "http://provider.example/path",
              "https://provider.example/path#fragment",
              "https://user:password@provider.example/path",
              "javascript:alert(1)",
              "javascript:open('https://provider.example/')",
              "http://localhost.attacker.example/path",
              "ftp://provider.example/https://provider.example",
              "https:///path",
              "/relative")) {
        var config = new LinkedHashMap<>(bench.shape().config());
        config.put(property.getKey(), address);
        refusedConfig(bench, address + " as " + property.getKey(), config);
      }
    }
    if (!any) {
      bench.passed();
    }
  }

  private static boolean holdsAddress(JsonNode property, @Nullable Object example) {
    String format = property.path("format").asText("");
    boolean asExample =
        example instanceof String text && text.startsWith("https://")
            || property.path("default").asText("").startsWith("https://");
    return property.path("type").asText("").equals("string")
        && (format.equals("uri")
            || format.equals("https-uri")
            || format.equals("url")
            || asExample);
  }

  private static void refusedConfig(Bench bench, String what, Map<String, Object> config) {
    if (!isValid(bench.subject().schema(), config)) {
      bench.passed();
      return;
    }
    ConnectorConfig valid = bench.subject().schema().validate(config);
    if (fails(() -> bench.subject().schema().origins(valid))) {
      bench.passed();
      return;
    }
    bench.verify(
        what,
        bench.plainSetup().withConfig(example -> new LinkedHashMap<>(config)),
        stage -> {
          Outcome<?> refusal = stage.refusal();
          Breach.unless(
              refusal != null
                  && refusal.error().filter(ConnectorError.INVALID_CONFIG::equals).isPresent(),
              "it is refused with INVALID_CONFIG",
              refusal == null ? "the connector starts with it" : "it " + refusal.words());
        });
  }

  private static boolean fails(Runnable code) {
    try {
      code.run();
      return false;
    } catch (ConnectorException e) {
      return true;
    }
  }

  private static void snapshot(Bench bench) {
    var callers = new LinkedHashMap<>(bench.shape().config());
    bench.verify(
        "the caller's map, changed after the start",
        bench.plainSetup().withConfig(example -> callers),
        stage -> {
          String pointer = stage.shape().client().id();
          String expected = String.valueOf(JsonPointers.get(callers, pointer));
          stage.connector();
          callers.replaceAll((name, value) -> value instanceof String ? "changed-" + name : value);
          SignInAttempt signIn = stage.signIn();
          Breach.unless(
              List.of(expected).equals(signIn.parameters().get("client_id")),
              "client_id is the one it was started with",
              "it is " + signIn.parameters().get("client_id"));
          CbChecks.requireDone(signIn.run());
        });
  }
}
