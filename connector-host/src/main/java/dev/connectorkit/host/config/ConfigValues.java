package dev.connectorkit.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** Config values on their way from a caller to a connector. */
final class ConfigValues {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_VALUES = 2_000;
  private static final int MAX_TEXT = 64 * 1024;
  private static final int MAX_NAME = 200;
  private static final int MAX_DIGITS = 1_000;

  private ConfigValues() {}

  /** A deep copy that the caller cannot change, in plain JSON types. */
  static Map<String, Object> plainCopy(Map<String, ?> values) {
    var count = new int[1];
    var copy = new LinkedHashMap<String, Object>();
    values.forEach((name, value) -> copy.put(name, plain(value, below("", name), 1, count)));
    return copy;
  }

  private static @Nullable Object plain(
      @Nullable Object value, String pointer, int depth, int[] count) {
    if (depth > MAX_DEPTH || ++count[0] > MAX_VALUES) {
      throw refused(pointer, "size", "The config is too large or too deeply nested.");
    }
    if (value instanceof Secret secret) {
      return plain(secret.reveal(), pointer, depth, count);
    }
    if (value instanceof String text && text.length() > MAX_TEXT) {
      throw refused(pointer, "maxLength", "'" + pointer + "' is over " + MAX_TEXT + " characters.");
    }
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number && isNumber(number)) {
      if (!isInRange(number)) {
        throw refused(pointer, "type", "'" + pointer + "' is a number out of range.");
      }
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<String, Object>();
      map.forEach(
          (name, member) ->
              copy.put(
                  String.valueOf(name), plain(member, below(pointer, name), depth + 1, count)));
      return copy;
    }
    if (value instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>();
      list.forEach(element -> copy.add(plain(element, pointer, depth + 1, count)));
      return copy;
    }
    throw refused(
        pointer, "type", "'" + pointer + "' is no JSON value but a " + value.getClass().getName());
  }

  /** A JSON pointer (RFC 6901 §3), which messages quote. */
  private static String below(String pointer, @Nullable Object name) {
    String text = String.valueOf(name);
    if (text.length() > MAX_NAME) {
      throw refused(
          pointer, "maxLength", "The config has a name of over " + MAX_NAME + " characters.");
    }
    return pointer + "/" + text.replace("~", "~0").replace("/", "~1");
  }

  private static boolean isNumber(Number value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Double
        || value instanceof Float
        || value instanceof BigInteger
        || value instanceof BigDecimal;
  }

  /** Whether it takes no more than a moment to calculate with a number. */
  static boolean isInRange(Number value) {
    if (value instanceof BigDecimal decimal) {
      return Math.abs((long) decimal.scale()) <= MAX_DIGITS && decimal.precision() <= MAX_DIGITS;
    }
    if (value instanceof BigInteger integer) {
      return integer.bitLength() <= MAX_DIGITS * 3;
    }
    return Double.isFinite(value.doubleValue());
  }

  /** A form sends empty fields; for an optional property that means "not set". */
  static void dropEmptyOptional(Map<String, Object> values, JsonNode schema) {
    var required = new ArrayList<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if ("".equals(values.get(name)) && !required.contains(name)) {
                values.remove(name);
              }
            });
  }

  /** Adds the default of each absent property, also inside objects that are there. */
  @SuppressWarnings("unchecked")
  static void fillDefaults(Map<String, Object> values, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode node = property.getValue();
              if (!values.containsKey(property.getKey()) && node.has("default")) {
                values.put(property.getKey(), java(node.get("default")));
              }
              if (values.get(property.getKey()) instanceof Map<?, ?> nested) {
                fillDefaults((Map<String, Object>) nested, node);
              }
            });
  }

  /** The one-way road to the validator's own types; null is a value there, too. */
  static JSONObject toJsonObject(Map<?, ?> values) {
    var object = new JSONObject();
    values.forEach((name, value) -> object.put(String.valueOf(name), toJson(value)));
    return object;
  }

  private static Object toJson(@Nullable Object value) {
    if (value == null) {
      return JSONObject.NULL;
    }
    if (value instanceof Map<?, ?> map) {
      return toJsonObject(map);
    }
    if (value instanceof List<?> list) {
      var array = new JSONArray();
      list.forEach(element -> array.put(toJson(element)));
      return array;
    }
    return value;
  }

  /** Wraps each text whose property is {@code writeOnly}, be it under a condition. */
  static Map<String, Object> withSecrets(Map<?, ?> values, JsonNode schema) {
    var wrapped = new LinkedHashMap<String, Object>();
    values.forEach(
        (name, value) -> {
          JsonNode plain = schema.path("properties").path(String.valueOf(name));
          JsonNode conditional = schema.path("then").path("properties").path(String.valueOf(name));
          wrapped.put(
              String.valueOf(name), secretOrValue(value, plain.isObject() ? plain : conditional));
        });
    return wrapped;
  }

  private static @Nullable Object secretOrValue(@Nullable Object value, JsonNode node) {
    if (value instanceof String text && node.path("writeOnly").asBoolean()) {
      return text.isEmpty() ? null : Secret.of(text);
    }
    return value instanceof Map<?, ?> nested ? withSecrets(nested, node) : value;
  }

  static @Nullable Object masked(@Nullable Object value, String mask) {
    if (value instanceof Secret) {
      return mask;
    }
    if (value instanceof Map<?, ?> nested) {
      var shown = new LinkedHashMap<String, @Nullable Object>();
      nested.forEach((name, member) -> shown.put(String.valueOf(name), masked(member, mask)));
      return shown;
    }
    return value;
  }

  /** One text or a list of them. */
  static List<String> texts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value instanceof String text ? List.of(text) : List.of();
  }

  /** A schema's own value in plain Java types. */
  static @Nullable Object java(JsonNode node) {
    if (node.isObject()) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      node.properties().forEach(member -> map.put(member.getKey(), java(member.getValue())));
      return map;
    }
    if (node.isArray()) {
      var list = new ArrayList<@Nullable Object>();
      node.forEach(element -> list.add(java(element)));
      return list;
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.asText();
  }

  private static ConnectorException refused(String pointer, String keyword, String message) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG)
        .message(message)
        .problems(List.of(new ConfigProblem(pointer, keyword, message)))
        .build();
  }
}
