package dev.connectorkit.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.spi.ConfigProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a config has and its schema does not name: a misspelt or outdated key would otherwise
 * be ignored, and with it the restriction somebody believes in.
 */
final class UnknownKeys {

  private static final List<String> CONDITIONS = List.of("if", "then", "else");
  private static final List<String> CHOICES = List.of("allOf", "anyOf", "oneOf");

  private final List<ConfigProblem> problems = new ArrayList<>();

  private UnknownKeys() {}

  static List<ConfigProblem> of(Map<String, ?> values, JsonNode schema) {
    var keys = new UnknownKeys();
    keys.search(values, schema, "");
    return keys.problems;
  }

  private void search(Map<?, ?> values, JsonNode schema, String pointer) {
    var named = new LinkedHashMap<String, JsonNode>();
    boolean open = name(schema, named);
    // An object of which nothing is named is free in form; the config as a whole never is.
    boolean free = open || (named.isEmpty() && !pointer.isEmpty());
    values.forEach(
        (key, value) -> {
          JsonNode property = named.get(String.valueOf(key));
          if (property != null) {
            searchWithin(value, property, pointer + "/" + key);
          } else if (!free) {
            problems.add(Violations.unknown(pointer, String.valueOf(key)));
          }
        });
  }

  private void searchWithin(@Nullable Object value, JsonNode schema, String pointer) {
    if (value instanceof Map<?, ?> nested) {
      search(nested, schema, pointer);
    } else if (value instanceof List<?> list && schema.path("items").isObject()) {
      for (int i = 0; i < list.size(); i++) {
        searchWithin(list.get(i), schema.path("items"), pointer + "/" + i);
      }
    }
  }

  /**
   * Collects the properties that any part of a schema names.
   *
   * @return whether it says itself what to make of others
   */
  private boolean name(JsonNode schema, Map<String, JsonNode> named) {
    boolean open = schema.has("additionalProperties") || schema.has("patternProperties");
    schema
        .path("properties")
        .properties()
        .forEach(p -> named.putIfAbsent(p.getKey(), p.getValue()));
    for (JsonNode part : parts(schema)) {
      open |= name(part, named);
    }
    return open;
  }

  /** The subschemas that speak about the same object. */
  private List<JsonNode> parts(JsonNode schema) {
    var parts = new ArrayList<JsonNode>();
    CONDITIONS.forEach(keyword -> parts.add(schema.path(keyword)));
    CHOICES.forEach(keyword -> schema.path(keyword).forEach(parts::add));
    schema.path("dependencies").forEach(parts::add);
    parts.removeIf(part -> !part.isObject());
    return parts;
  }
}
