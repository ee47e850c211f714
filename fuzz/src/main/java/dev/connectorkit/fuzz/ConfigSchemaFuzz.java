package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.config.FormField;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Config schemas as a plugin may bring them, each used on a few configs. */
final class ConfigSchemaFuzz {

  private static final List<Object> SAMPLES =
      List.of(
          "canary-text",
          "",
          "https://op.example/",
          1,
          true,
          List.of("canary-text", 2),
          Map.of("clientId", "canary-text", "a", List.of()));

  private ConfigSchemaFuzz() {}

  static boolean accepts(byte[] input) {
    String json = new String(input, UTF_8);
    if (json.isBlank() || json.contains(Refusals.CANARY)) {
      return false;
    }
    CompiledSchema schema;
    try {
      schema = CompiledSchema.compile(new ConfigSchema(json));
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
    List<String> names = schema.form().fields().stream().map(FormField::name).toList();
    JsonNode text = LenientJson.of(json.getBytes(UTF_8)).node();
    validate(schema, text, Map.of());
    for (Object sample : SAMPLES) {
      var values = new LinkedHashMap<String, Object>();
      names.forEach(name -> values.put(name, sample));
      values.putIfAbsent("unknown", sample);
      validate(schema, text, values);
    }
    return true;
  }

  private static void validate(CompiledSchema schema, JsonNode text, Map<String, Object> values) {
    try {
      ConnectorConfig config = schema.validate(values);
      mustBeMasked(schema.masked(config), text);
      schema.origins(config);
    } catch (ConnectorException e) {
      Refusals.check(e);
    }
  }

  /** What any part of the schema calls a secret is one, whatever the part is good for. */
  private static void mustBeMasked(Object shown, JsonNode schema) {
    if (shown instanceof String text && schema.path("writeOnly").asBoolean()) {
      Finding.unless(text.equals(CompiledSchema.MASK), "A secret is shown.");
    }
    if (shown instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> mustBeMasked(value, schema.path("properties").path(name.toString())));
    }
    if (shown instanceof List<?> list) {
      list.forEach(element -> mustBeMasked(element, schema.path("items")));
    }
    for (String branch : List.of("then", "else", "if", "not")) {
      if (schema.has(branch)) {
        mustBeMasked(shown, schema.path(branch));
      }
    }
    for (String branches : List.of("allOf", "anyOf", "oneOf")) {
      schema.path(branches).forEach(branch -> mustBeMasked(shown, branch));
    }
  }
}
