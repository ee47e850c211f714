package dev.connectorkit.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deep unmodifiable copies of JSON-shaped values. Null is a value: it differs from absent. */
final class JsonShape {

  private JsonShape() {}

  static Map<String, Object> copyOf(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, Object>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new IllegalArgumentException("A member name is not a string.");
      }
      putNullable(copy, name, value(name, entry.getValue()));
    }
    return Collections.unmodifiableMap(copy);
  }

  @SuppressWarnings("NullAway")
  private static void putNullable(Map<String, Object> map, String name, @Nullable Object value) {
    map.put(name, value);
  }

  private static @Nullable Object value(String name, @Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof Secret) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return copyOf(map);
    }
    if (value instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>(list.size());
      for (Object element : list) {
        copy.add(value(name, element));
      }
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        "The member '" + name + "' is no JSON value: " + value.getClass().getName());
  }
}
