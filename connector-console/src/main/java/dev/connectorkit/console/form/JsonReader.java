package dev.connectorkit.console.form;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a config that a person wrote as JSON. */
final class JsonReader {

  private JsonReader() {}

  static PostedConfig read(ConfigForm form, String json) {
    Map<String, Object> values;
    try {
      values = JsonText.readObject(json);
    } catch (JsonText.Unreadable e) {
      return new PostedConfig(
          Map.of(),
          Set.of(),
          Map.of("", withoutSecrets(form.fields(), json)),
          List.of(new ConfigProblem("", "type", "The config " + e.getMessage())));
    }
    return read(form, values);
  }

  static PostedConfig read(ConfigForm form, Map<String, ?> values) {
    var removed = new LinkedHashSet<String>();
    return new PostedConfig(
        secrets(form.fields(), "", values, removed), removed, Map.of(), List.of());
  }

  private static Map<String, Object> secrets(
      List<FormField> fields, String parent, Map<?, ?> given, Set<String> removed) {
    var values = new LinkedHashMap<String, Object>();
    given.forEach((name, value) -> values.put(String.valueOf(name), value));
    for (FormField field : fields) {
      String pointer = Pointers.below(parent, field.name());
      Object value = values.get(field.name());
      if (field.type() == FormField.Type.OBJECT && value instanceof Map<?, ?> members) {
        values.put(field.name(), secrets(field.members(), pointer, members, removed));
      } else if (field.type() == FormField.Type.SECRET && values.containsKey(field.name())) {
        if (value == null) {
          removed.add(pointer);
        }
        if (value == null || value.equals("")) {
          values.remove(field.name());
        } else if (value instanceof String text) {
          values.put(field.name(), Secret.of(text));
        }
      }
    }
    return values;
  }

  /**
   * Where a secret is in a text that is not JSON, nobody can tell. So from the first secret's name
   * on, nothing of it is shown again.
   */
  private static String withoutSecrets(List<FormField> fields, String text) {
    return names(fields).mapToInt(text::indexOf).filter(start -> start >= 0).min().stream()
        .mapToObj(start -> text.substring(0, start))
        .findFirst()
        .orElse(text);
  }

  private static Stream<String> names(List<FormField> fields) {
    return fields.stream()
        .flatMap(
            field ->
                field.type() == FormField.Type.SECRET
                    ? Stream.of(field.name())
                    : names(field.members()));
  }
}
