package dev.connectorkit.console.config;

import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A config in two parts: what may be shown, and the secrets by JSON pointer (RFC 6901).
 *
 * @param open JSON-shaped values
 */
public record SplitConfig(Map<String, Object> open, Map<String, Secret> secrets) {

  /**
   * @param given the config as somebody gave it
   * @param validated the same, in which the schema marked the secrets
   */
  public static SplitConfig of(Map<String, ?> given, ConnectorConfig validated) {
    var secrets = new LinkedHashMap<String, Secret>();
    collect(validated.asMap(), "", secrets);
    return new SplitConfig(without(given, "", secrets), secrets);
  }

  /** The same for a config that no schema has accepted yet. */
  public static SplitConfig of(Map<String, ?> given, Set<String> places) {
    var secrets = new LinkedHashMap<String, Secret>();
    for (String place : places) {
      Object value = find(given, place).orElse("");
      if (value instanceof Secret secret) {
        secrets.put(place, secret);
      } else if (value instanceof String text && !text.isEmpty()) {
        secrets.put(place, Secret.of(text));
      }
    }
    Map<String, Object> open = copy(given);
    places.forEach(place -> remove(open, place));
    return new SplitConfig(open, secrets);
  }

  /** Both parts in one map, for the host. */
  public Map<String, Object> joined() {
    Map<String, Object> all = copy(open);
    secrets.forEach((pointer, secret) -> put(all, pointer, secret));
    return all;
  }

  /** Puts a value where a pointer points to, and makes the objects on the way. */
  public static void put(Map<String, Object> values, String pointer, Object value) {
    List<String> names = names(pointer);
    Map<String, Object> place = values;
    for (String name : names.subList(0, names.size() - 1)) {
      // What is no object is wrong there, and the schema says so of what is put in its place.
      Object next = place.get(name) instanceof Map<?, ?> object ? object : new LinkedHashMap<>();
      place.put(name, next);
      place = object(next);
    }
    place.put(names.get(names.size() - 1), value);
  }

  /** What is where a pointer points to. */
  public static Optional<Object> find(Map<String, ?> values, String pointer) {
    @Nullable Object place = values;
    for (String name : names(pointer)) {
      place = place instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return Optional.ofNullable(place);
  }

  /** Takes away what is where a pointer points to. */
  public static void remove(Map<String, Object> values, String pointer) {
    List<String> names = names(pointer);
    @Nullable Object place = values;
    for (String name : names.subList(0, names.size() - 1)) {
      place = place instanceof Map<?, ?> object ? object.get(name) : null;
    }
    if (place instanceof Map<?, ?> object) {
      object.remove(names.get(names.size() - 1));
    }
  }

  /** A copy down to the last object, to be changed. */
  public static Map<String, Object> copy(Map<String, ?> values) {
    var copy = new LinkedHashMap<String, Object>();
    values.forEach(
        (name, value) -> copy.put(name, value instanceof Map<?, ?> ? copy(object(value)) : value));
    return copy;
  }

  private static void collect(Map<?, ?> values, String pointer, Map<String, Secret> secrets) {
    values.forEach(
        (name, value) -> {
          String below = below(pointer, name);
          if (value instanceof Secret secret) {
            secrets.put(below, secret);
          } else if (value instanceof Map<?, ?> nested) {
            collect(nested, below, secrets);
          }
        });
  }

  private static Map<String, Object> without(
      Map<?, ?> values, String pointer, Map<String, Secret> secrets) {
    var rest = new LinkedHashMap<String, Object>();
    values.forEach(
        (name, value) -> {
          String below = below(pointer, name);
          if (!secrets.containsKey(below)) {
            rest.put(
                String.valueOf(name),
                value instanceof Map<?, ?> nested ? without(nested, below, secrets) : value);
          }
        });
    return rest;
  }

  public static String below(String pointer, @Nullable Object name) {
    return pointer + "/" + String.valueOf(name).replace("~", "~0").replace("/", "~1");
  }

  private static List<String> names(String pointer) {
    var names = new ArrayList<String>();
    for (String name : pointer.substring(1).split("/", -1)) {
      names.add(name.replace("~1", "/").replace("~0", "~"));
    }
    return names;
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) value;
  }

  /** Without values. */
  @Override
  public String toString() {
    return "SplitConfig[" + open.keySet() + ", " + secrets.keySet() + "]";
  }
}
