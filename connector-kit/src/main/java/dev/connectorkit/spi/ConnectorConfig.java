package dev.connectorkit.spi;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A validated config: an unmodifiable snapshot with defaults filled in. Properties the schema marks
 * {@code writeOnly} are {@link Secret}s and can be had in no other way.
 *
 * <p>Asking for a property as a type it does not have, or requiring one that is absent, is a defect
 * of the connector's schema and fails with {@link ConnectorError#INVALID_CONFIG}, naming the
 * property and never its value.
 */
public final class ConnectorConfig {

  private final Map<String, Object> values;

  /**
   * @param values JSON-shaped; secrets as {@link Secret}
   */
  public ConnectorConfig(Map<String, Object> values) {
    this.values = JsonShape.copyOf(values);
  }

  /** A required text. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  /** A text; empty when absent or blank. */
  public Optional<String> optionalText(String name) {
    return value(name, String.class).filter(text -> !text.isBlank());
  }

  /** A required secret. */
  public Secret secret(String name) {
    return optionalSecret(name).orElseThrow(() -> missing(name));
  }

  /** A secret; empty when absent. */
  public Optional<Secret> optionalSecret(String name) {
    return value(name, Secret.class);
  }

  /** A flag; false when absent. */
  public boolean flag(String name) {
    return value(name, Boolean.class).orElse(false);
  }

  /** A number in its exact decimal form; empty when absent. */
  public Optional<BigDecimal> number(String name) {
    return value(name, Number.class).map(number -> new BigDecimal(number.toString()));
  }

  /** A list of texts; empty when absent. */
  public List<String> texts(String name) {
    return value(name, List.class).map(list -> strings(name, list)).orElse(List.of());
  }

  /** An object whose members are all texts, in order; empty when absent. */
  public Map<String, String> textsByName(String name) {
    var texts = new LinkedHashMap<String, String>();
    value(name, Map.class)
        .ifPresent(
            object ->
                ((Map<?, ?>) object)
                    .forEach(
                        (member, value) -> {
                          if (!(value instanceof String text)) {
                            throw wrongType(name, "object of String");
                          }
                          texts.put(String.valueOf(member), text);
                        }));
    return Collections.unmodifiableMap(texts);
  }

  /** All properties, JSON-shaped; secrets as {@link Secret}. */
  public Map<String, Object> asMap() {
    return values;
  }

  /** Names only. */
  @Override
  public String toString() {
    return "ConnectorConfig" + values.keySet();
  }

  private <T> Optional<T> value(String name, Class<T> type) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw wrongType(name, type.getSimpleName());
    }
    return Optional.of(type.cast(value));
  }

  private static List<String> strings(String name, List<?> list) {
    if (!list.stream().allMatch(String.class::isInstance)) {
      throw wrongType(name, "list of String");
    }
    return list.stream().map(String.class::cast).toList();
  }

  private static ConnectorException missing(String name) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG)
        .message("The config property '" + name + "' is missing.")
        .build();
  }

  private static ConnectorException wrongType(String name, String type) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG)
        .message("The config property '" + name + "' is not a " + type + ".")
        .build();
  }
}
