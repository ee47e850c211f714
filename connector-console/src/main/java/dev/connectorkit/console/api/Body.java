package dev.connectorkit.console.api;

import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a body. What is wrong with any of them is told at once, by {@link #end}; until
 * then something usable stands in.
 */
final class Body {

  private final Map<String, Object> members;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  Body(Map<String, Object> members) {
    this.members = members;
  }

  String text(String name) {
    Optional<String> text = optionalText(name);
    if (!members.containsKey(name)) {
      missing(name);
    }
    return text.orElse("");
  }

  /** Null counts as not there. */
  Optional<String> optionalText(String name) {
    @Nullable Object value = ask(name);
    if (value != null && !(value instanceof String)) {
      wrong(name, "must be a text");
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  boolean flag(String name) {
    @Nullable Object value = ask(name);
    if (value != null && !(value instanceof Boolean)) {
      wrong(name, "must be true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  long number(String name) {
    @Nullable Object value = ask(name);
    if (!members.containsKey(name)) {
      missing(name);
      return 0;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    wrong(name, "must be a whole number");
    return 0;
  }

  Map<String, Object> object(String name) {
    @Nullable Object value = ask(name);
    if (!members.containsKey(name)) {
      missing(name);
    } else if (!(value instanceof Map<?, ?>)) {
      wrong(name, "must be an object");
    }
    var object = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> object.put(String.valueOf(key), inner));
    }
    return object;
  }

  List<String> texts(String name) {
    @Nullable Object value = ask(name);
    if (!members.containsKey(name)) {
      missing(name);
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    wrong(name, "must be a list of texts");
    return List.of();
  }

  /**
   * Nothing else may be in it.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_REQUEST_PARAMETERS} and all
   *     problems, by pointers into the body
   */
  void end() {
    members.keySet().stream()
        .filter(name -> !asked.contains(name))
        .forEach(
            name ->
                problems.add(
                    new ConfigProblem(
                        Pointer.of(name),
                        "additionalProperties",
                        "The body has a member that is not known here. Leave it out.")));
    if (!problems.isEmpty()) {
      throw ConnectorException.of(ConnectorError.INVALID_REQUEST_PARAMETERS)
          .message("The body is not as it must be.")
          .problems(problems)
          .build();
    }
  }

  private @Nullable Object ask(String name) {
    asked.add(name);
    return members.get(name);
  }

  private void missing(String name) {
    problems.add(new ConfigProblem(Pointer.of(name), "required", "'" + name + "' is missing."));
  }

  private void wrong(String name, String must) {
    problems.add(new ConfigProblem(Pointer.of(name), "type", "'" + name + "' " + must + "."));
  }
}
