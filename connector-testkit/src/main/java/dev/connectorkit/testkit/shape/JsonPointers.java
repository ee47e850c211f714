package dev.connectorkit.testkit.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON pointers (RFC 6901) over JSON-shaped maps and lists. */
public final class JsonPointers {

  private JsonPointers() {}

  /** The value at a pointer; null when there is none. */
  public static @Nullable Object get(@Nullable Object document, String pointer) {
    Object at = document;
    for (String token : tokens(pointer)) {
      if (at instanceof Map<?, ?> map) {
        at = map.get(token);
      } else if (at instanceof List<?> list && token.matches("\\d{1,6}")) {
        int index = Integer.parseInt(token);
        at = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return at;
  }

  /** A copy with another value at a pointer, which must lead to an existing container. */
  public static Object with(Object document, String pointer, @Nullable Object value) {
    return changed(document, tokens(pointer), new Change(value, false));
  }

  /** A copy without the member at a pointer. */
  public static Object without(Object document, String pointer) {
    return changed(document, tokens(pointer), new Change(null, true));
  }

  private record Change(@Nullable Object value, boolean remove) {}

  private static Object changed(@Nullable Object at, List<String> tokens, Change change) {
    String token = tokens.get(0);
    List<String> rest = tokens.subList(1, tokens.size());
    if (at instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      int index = Integer.parseInt(token);
      if (!rest.isEmpty()) {
        copy.set(index, changed(copy.get(index), rest, change));
      } else if (change.remove()) {
        copy.remove(index);
      } else {
        copy.set(index, change.value());
      }
      return copy;
    }
    var copy = new LinkedHashMap<String, @Nullable Object>();
    if (at instanceof Map<?, ?> map) {
      map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    }
    if (!rest.isEmpty()) {
      copy.put(token, changed(copy.get(token), rest, change));
    } else if (change.remove()) {
      copy.remove(token);
    } else {
      copy.put(token, change.value());
    }
    return copy;
  }

  private static List<String> tokens(String pointer) {
    if (!pointer.startsWith("/")) {
      throw new IllegalArgumentException("no JSON pointer: " + pointer);
    }
    return List.of(pointer.substring(1).split("/", -1)).stream()
        .map(token -> token.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
