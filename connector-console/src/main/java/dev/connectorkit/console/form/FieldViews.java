package dev.connectorkit.console.form;

import dev.connectorkit.console.form.FieldView.Kind;
import dev.connectorkit.console.form.FieldView.OptionView;
import dev.connectorkit.console.form.FieldView.StoredSecret;
import dev.connectorkit.host.config.FormField;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the view of each field out of its description, its value and what is wrong with it. */
final class FieldViews {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final StoredSecret NO_SECRET = new StoredSecret(false, "");

  private final Map<String, Instant> secrets;
  private final Map<String, String> unreadable;
  private final Set<String> lost;
  private final FieldProblems problems;
  private final Origins origins;

  /**
   * @param lost pointers of secrets that were entered, are not stored, and are not shown again
   */
  FieldViews(
      Map<String, Instant> secrets,
      Map<String, String> unreadable,
      Set<String> lost,
      FieldProblems problems,
      Origins origins) {
    this.secrets = secrets;
    this.unreadable = unreadable;
    this.lost = lost;
    this.problems = problems;
    this.origins = origins;
  }

  List<FieldView> of(List<FormField> fields, String parent, Map<?, ?> values) {
    return fields.stream()
        .map(field -> of(field, fields, parent, values.get(field.name())))
        .toList();
  }

  private FieldView of(
      FormField field, List<FormField> siblings, String parent, @Nullable Object value) {
    String pointer = Pointers.below(parent, field.name());
    String label = Shown.label(field.label());
    Kind kind = kind(field, value);
    String id = Pointers.id(pointer);
    Map<?, ?> inner = value instanceof Map<?, ?> map ? map : Map.of();
    return new FieldView(
        kind,
        pointer,
        kind == Kind.CODE ? FormReader.JSON + pointer : pointer,
        id,
        label,
        field.help().map(Shown::text).orElse(""),
        kind == Kind.FIELDSET ? List.of() : FieldHints.of(field),
        field.required(),
        field.placeholder().map(Shown::label).orElse(""),
        inputMode(field),
        unreadable.getOrDefault(pointer, text(field, kind, value)),
        field.defaultValue().map(JsonText::line).orElse(""),
        options(field, kind, value),
        problems.take(pointer, id, label, kind != Kind.FIELDSET),
        condition(field, parent),
        FieldHints.condition(field.showIf(), siblings),
        field.type() == FormField.Type.SECRET ? stored(pointer) : NO_SECRET,
        origins.text(pointer).orElse(""),
        origins.fixed(pointer),
        kind == Kind.FIELDSET ? of(field.members(), pointer, inner) : List.of());
  }

  private static Kind kind(FormField field, @Nullable Object value) {
    boolean fits =
        switch (field.type()) {
          case TEXT, MULTILINE -> value == null || value instanceof String;
          case NUMBER -> value == null || value instanceof Number;
          case FLAG -> value == null || value instanceof Boolean;
          case TEXTS -> value == null || isLines(value);
          case OBJECT -> value == null || value instanceof Map<?, ?>;
          case CHOICE, SECRET, JSON -> true;
        };
    if (!fits) {
      return Kind.CODE;
    }
    return switch (field.type()) {
      case TEXT, NUMBER -> Kind.LINE;
      case MULTILINE -> Kind.AREA;
      case SECRET -> field.multiline() ? Kind.SECRET_AREA : Kind.SECRET_LINE;
      case FLAG -> Kind.CHECK_BOX;
      case CHOICE -> Kind.SELECT;
      case TEXTS -> field.choices().isEmpty() ? Kind.AREA : Kind.CHECK_BOXES;
      case OBJECT -> Kind.FIELDSET;
      case JSON -> Kind.CODE;
    };
  }

  /** Whether a list comes back as it is when it is written in lines. */
  private static boolean isLines(Object value) {
    return value instanceof List<?> list
        && list.stream()
            .allMatch(
                entry ->
                    entry instanceof String text
                        && !text.isEmpty()
                        && text.equals(text.strip())
                        && text.lines().count() == 1);
  }

  private static String text(FormField field, Kind kind, @Nullable Object value) {
    return switch (kind) {
      case SECRET_LINE, SECRET_AREA, FIELDSET, SELECT, CHECK_BOXES -> "";
      case CHECK_BOX -> String.valueOf(value == null ? field.defaultValue().orElse(false) : value);
      case CODE -> value == null ? "" : JsonText.lines(value);
      case LINE, AREA ->
          value instanceof List<?> list
              ? list.stream().map(String::valueOf).collect(Collectors.joining("\n"))
              : value == null ? "" : String.valueOf(value);
    };
  }

  private static List<OptionView> options(FormField field, Kind kind, @Nullable Object value) {
    if (kind != Kind.SELECT && kind != Kind.CHECK_BOXES) {
      return List.of();
    }
    Object counts = value == null ? field.defaultValue().orElse(List.of()) : value;
    Set<String> chosen =
        kind == Kind.CHECK_BOXES && counts instanceof List<?> list
            ? list.stream().map(JsonText::line).collect(Collectors.toSet())
            : value == null ? Set.of() : Set.of(JsonText.line(value));
    var options = new ArrayList<OptionView>();
    if (kind == Kind.SELECT) {
      options.add(new OptionView("", none(field), chosen.isEmpty()));
    }
    for (FormField.Choice choice : field.choices()) {
      String json = JsonText.line(choice.value());
      options.add(new OptionView(json, Shown.label(choice.label()), chosen.contains(json)));
    }
    // What another version of the schema allowed is shown, and told to be wrong when saved.
    chosen.stream()
        .filter(json -> options.stream().noneMatch(option -> option.value().equals(json)))
        .sorted()
        .forEach(json -> options.add(new OptionView(json, json + " (not offered)", true)));
    return options;
  }

  private static String none(FormField field) {
    return field
        .defaultValue()
        .map(
            value ->
                field.choices().stream()
                    .filter(choice -> choice.value().equals(value))
                    .map(FormField.Choice::label)
                    .findFirst()
                    .orElseGet(() -> FieldHints.plain(value)))
        .map(label -> "Default: " + Shown.label(label))
        .orElse(field.required() ? "Choose one" : "None");
  }

  private static String inputMode(FormField field) {
    if (field.type() != FormField.Type.NUMBER) {
      return "";
    }
    boolean negative = field.limits().minimum().filter(least -> least.doubleValue() >= 0).isEmpty();
    // Not every on-screen keyboard for numbers has a minus.
    return negative ? "" : field.limits().integer() ? "numeric" : "decimal";
  }

  /** For the script: the fields that this one depends on, and what they must be, as JSON. */
  private static String condition(FormField field, String parent) {
    if (field.showIf().isEmpty()) {
      return "";
    }
    var wanted = new LinkedHashMap<String, List<String>>();
    field
        .showIf()
        .forEach(
            (name, value) ->
                wanted.put(
                    Pointers.id(Pointers.below(parent, name)),
                    (value instanceof List<?> list ? list : List.of(value))
                        .stream().map(JsonText::line).toList()));
    return JsonText.line(wanted);
  }

  private StoredSecret stored(String pointer) {
    String again = lost.contains(pointer) ? "What you entered is not saved. Enter it again. " : "";
    Instant since = secrets.get(pointer);
    if (since != null && origins.fixed(pointer)) {
      return new StoredSecret(true, origins.text(pointer).isPresent() ? "" : "It is set.");
    }
    return since == null
        ? new StoredSecret(false, again.strip())
        : new StoredSecret(
            true, again + "Stored since " + day(since) + ". Leave it empty to keep it.");
  }

  static String day(Instant instant) {
    return DAY.format(instant);
  }
}
