package dev.connectorkit.console.form;

import dev.connectorkit.host.config.FormField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is worth knowing about a field before one saves. */
final class FieldHints {

  private static final int MAX_PATTERN = 80;

  private FieldHints() {}

  static List<String> of(FormField field) {
    var hints = new ArrayList<String>();
    switch (field.type()) {
      case NUMBER -> number(field, hints);
      case TEXTS -> list(field, hints);
      case JSON -> hints.add("Written as JSON.");
      case TEXT, MULTILINE -> text(field, hints);
      default -> {}
    }
    boolean inOptions =
        field.type() == FormField.Type.CHOICE || field.type() == FormField.Type.FLAG;
    if (!inOptions && field.defaultValue().isPresent()) {
      hints.add(
          (field.choices().isEmpty() ? "When empty: " : "Ticked at first: ")
              + Shown.label(plain(field.defaultValue().get())));
    }
    return hints;
  }

  private static void number(FormField field, List<String> hints) {
    FormField.Limits limits = field.limits();
    String kind = limits.integer() ? "A whole number" : "A number";
    if (limits.minimum().isPresent() && limits.maximum().isPresent()) {
      hints.add(kind + " from " + limits.minimum().get() + " to " + limits.maximum().get() + ".");
    } else if (limits.minimum().isPresent()) {
      hints.add(kind + ", at least " + limits.minimum().get() + ".");
    } else if (limits.maximum().isPresent()) {
      hints.add(kind + ", at most " + limits.maximum().get() + ".");
    } else {
      hints.add(kind + ".");
    }
  }

  private static void list(FormField field, List<String> hints) {
    if (field.choices().isEmpty()) {
      hints.add("One in each line.");
    }
    int least = field.limits().minItems().orElse(0);
    if (least > 0) {
      hints.add("At least " + least + ".");
    }
    field.limits().maxItems().ifPresent(most -> hints.add("At most " + most + "."));
  }

  /** A pattern says something only where the author does not. */
  private static void text(FormField field, List<String> hints) {
    if (field.help().isEmpty() && field.placeholder().isEmpty()) {
      field
          .limits()
          .pattern()
          .filter(pattern -> pattern.length() <= MAX_PATTERN)
          .ifPresent(pattern -> hints.add("It has the form " + Shown.label(pattern)));
    }
  }

  /** A condition in words, with the labels of the fields it is about. */
  static String condition(Map<String, Object> showIf, List<FormField> siblings) {
    if (showIf.isEmpty()) {
      return "";
    }
    return showIf.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(test -> one(test.getKey(), test.getValue(), siblings))
        .collect(Collectors.joining(" and ", "Counts only when ", "."));
  }

  private static String one(String name, Object wanted, List<FormField> siblings) {
    String label =
        siblings.stream()
            .filter(field -> field.name().equals(name))
            .map(FormField::label)
            .findFirst()
            .orElse(name);
    List<?> values = wanted instanceof List<?> list ? list : List.of(wanted);
    return Shown.label(label)
        + " is "
        + values.stream()
            .map(value -> Shown.label(choiceLabel(name, value, siblings)))
            .collect(Collectors.joining(" or "));
  }

  private static String choiceLabel(String name, Object value, List<FormField> siblings) {
    return siblings.stream()
        .filter(field -> field.name().equals(name))
        .flatMap(field -> field.choices().stream())
        .filter(choice -> choice.value().equals(value))
        .map(FormField.Choice::label)
        .findFirst()
        .orElseGet(() -> value instanceof Boolean on ? (on ? "on" : "off") : plain(value));
  }

  static String plain(Object value) {
    if (value instanceof String text) {
      return text;
    }
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : JsonText.line(value);
  }
}
