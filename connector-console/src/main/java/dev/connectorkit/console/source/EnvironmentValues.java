package dev.connectorkit.console.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.instance.EnvironmentValue;
import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import dev.connectorkit.spi.Secret;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Environment variables that stand in the place of single values of instances: {@code
 * CONNECTOR_HUGGINGFACE__CLIENT_SECRET} for {@code /clientSecret} of the instance {@code
 * huggingface}. A text is taken as it is, anything else is JSON.
 */
final class EnvironmentValues {

  private static final String PREFIX = "CONNECTOR_";
  private static final String BETWEEN = "__";

  private final Map<String, String> variables;

  EnvironmentValues(Map<String, String> environment) {
    this.variables =
        environment.entrySet().stream()
            .filter(e -> e.getKey().startsWith(PREFIX) && e.getKey().contains(BETWEEN))
            .filter(e -> !e.getValue().isEmpty())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * The values for an instance, by JSON pointer.
   *
   * @param form of its connector: a field that this has not cannot be set
   */
  Map<String, EnvironmentValue> of(String instanceId, ConfigForm form) {
    var values = new LinkedHashMap<String, EnvironmentValue>();
    if (!variables.isEmpty()) {
      names(instanceId)
          .ifPresent(
              prefix -> {
                collect(form.fields(), "", prefix, values);
                dropAmbiguous(values);
              });
    }
    return values;
  }

  /**
   * The names of variables that were meant for an instance and are in use for none.
   *
   * @param waiting ids of instances whose fields are not known now
   */
  Set<String> unused(Set<String> used, Set<String> waiting) {
    var unused = new TreeSet<>(variables.keySet());
    unused.removeAll(used);
    waiting.stream()
        .flatMap(id -> names(id).stream())
        .forEach(prefix -> unused.removeIf(name -> name.startsWith(prefix + BETWEEN)));
    return unused;
  }

  private void collect(
      List<FormField> fields, String parent, String prefix, Map<String, EnvironmentValue> values) {
    for (FormField field : fields) {
      String pointer = SplitConfig.below(parent, field.name());
      String variable = prefix + BETWEEN + name(field.name());
      if (field.type() == FormField.Type.OBJECT) {
        collect(field.members(), pointer, variable, values);
      } else if (variables.containsKey(variable)) {
        values.put(pointer, new EnvironmentValue(variable, value(field, variables.get(variable))));
      }
    }
  }

  /** Two fields may differ in nothing but the case of a letter; then neither is meant. */
  private static void dropAmbiguous(Map<String, EnvironmentValue> values) {
    var seen = new HashSet<String>();
    Set<String> twice =
        values.values().stream()
            .map(EnvironmentValue::variable)
            .filter(variable -> !seen.add(variable))
            .collect(Collectors.toSet());
    values.values().removeIf(value -> twice.contains(value.variable()));
  }

  private static Object value(FormField field, String text) {
    return switch (field.type()) {
      case SECRET -> Secret.of(text);
      case TEXT, MULTILINE -> text;
      case CHOICE ->
          field.choices().stream()
              .map(FormField.Choice::value)
              .filter(choice -> String.valueOf(choice).equals(text))
              .findFirst()
              .orElse(text);
      case NUMBER, FLAG, TEXTS, OBJECT, JSON -> json(text);
    };
  }

  /** What is no JSON stays a text, which the schema refuses by its own words. */
  private static Object json(String text) {
    try {
      return Optional.ofNullable(ConfigJson.value(text)).orElse(text);
    } catch (JsonProcessingException | NumberFormatException e) {
      return text;
    }
  }

  /** So that where the id ends is never in doubt, some ids have no variables. */
  private static Optional<String> names(String instanceId) {
    return instanceId.contains("--") || instanceId.endsWith("-")
        ? Optional.empty()
        : Optional.of(PREFIX + name(instanceId));
  }

  /** Such as CLIENT_SECRET for clientSecret. */
  private static String name(String text) {
    return text.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]", "_")
        .toUpperCase(Locale.ROOT);
  }
}
