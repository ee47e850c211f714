package dev.connectorkit.console.form;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the texts of a posted form into values of the types that the schema asks for. */
final class FormReader {

  /** Parameter with the pointers of secrets to remove. */
  static final String REMOVE = "remove";

  /** Before the pointer of a field that was shown as JSON. */
  static final String JSON = "json:";

  // RFC 8259 §6, and no more digits than a config may have.
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");

  private final Map<String, List<String>> posted;
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Set<String> removed = new LinkedHashSet<>();

  FormReader(Map<String, List<String>> posted) {
    this.posted = posted;
  }

  PostedConfig read(ConfigForm form, Map<String, ?> stored) {
    Map<String, Object> values = fields(form.fields(), "", stored);
    return new PostedConfig(values, removed, unreadable, problems);
  }

  private Map<String, Object> fields(List<FormField> fields, String parent, Map<?, ?> stored) {
    var values = new LinkedHashMap<String, Object>();
    stored.forEach((name, value) -> values.put(String.valueOf(name), value));
    for (FormField field : fields) {
      field(field, Pointers.below(parent, field.name()), values);
    }
    return values;
  }

  private void field(FormField field, String pointer, Map<String, Object> values) {
    if (posted.containsKey(JSON + pointer)) {
      put(values, field.name(), json(pointer, last(JSON + pointer)));
    } else if (field.type() == FormField.Type.OBJECT) {
      object(field, pointer, values);
    } else if (field.type() == FormField.Type.SECRET) {
      secret(field, pointer, values);
    } else if (posted.containsKey(pointer)) {
      put(values, field.name(), value(field, pointer, values.containsKey(field.name())));
    }
  }

  private void object(FormField field, String pointer, Map<String, Object> values) {
    boolean shown =
        Stream.concat(posted.keySet().stream(), posted.getOrDefault(REMOVE, List.of()).stream())
            .anyMatch(name -> name.startsWith(pointer + "/"));
    if (shown || posted.keySet().stream().anyMatch(name -> name.startsWith(JSON + pointer + "/"))) {
      Map<?, ?> before = values.get(field.name()) instanceof Map<?, ?> map ? map : Map.of();
      Map<String, Object> members = fields(field.members(), pointer, before);
      // One that must be there is, so that the validator tells what it lacks.
      put(values, field.name(), members.isEmpty() && !field.required() ? null : members);
    }
  }

  private void secret(FormField field, String pointer, Map<String, Object> values) {
    String text = lines(last(pointer)).strip();
    values.remove(field.name());
    if (!text.isEmpty()) {
      values.put(field.name(), Secret.of(text));
    } else if (posted.getOrDefault(REMOVE, List.of()).contains(pointer)) {
      removed.add(pointer);
    }
  }

  private @Nullable Object value(FormField field, String pointer, boolean wasThere) {
    return switch (field.type()) {
      case TEXT, MULTILINE -> text(pointer);
      case NUMBER -> number(pointer);
      case FLAG -> flag(field, pointer, wasThere);
      case CHOICE -> choice(field, pointer, last(pointer));
      case TEXTS -> texts(field, pointer, wasThere);
      case JSON, OBJECT, SECRET -> null;
    };
  }

  private @Nullable Object text(String pointer) {
    String text = lines(last(pointer)).strip();
    return text.isEmpty() ? null : text;
  }

  private @Nullable Object number(String pointer) {
    String text = last(pointer).strip();
    if (text.isEmpty()) {
      return null;
    }
    if (!NUMBER.matcher(text).matches()) {
      return refused(pointer, text, "must be a number, such as 10 or 0.5.");
    }
    BigDecimal number = new BigDecimal(text);
    boolean whole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    return whole && number.precision() <= 18 ? (Object) number.longValueExact() : number;
  }

  /** A check box posts nothing when it is empty; the page has a hidden "false" before each. */
  private @Nullable Object flag(FormField field, String pointer, boolean wasThere) {
    boolean checked = last(pointer).equals("true");
    boolean isDefault = field.defaultValue().filter(value -> value.equals(checked)).isPresent();
    return isDefault && !wasThere ? null : checked;
  }

  private @Nullable Object choice(FormField field, String pointer, String text) {
    if (text.isEmpty()) {
      return null;
    }
    return field.choices().stream()
        .map(FormField.Choice::value)
        .filter(value -> JsonText.line(value).equals(text))
        .findFirst()
        .or(() -> stale(text))
        .orElseGet(() -> refused(pointer, text, "is none of the choices."));
  }

  /** A stored value that a newer schema has no choice for: the validator says what is wrong. */
  private static Optional<Object> stale(String text) {
    try {
      return Optional.ofNullable(JsonText.read(text));
    } catch (JsonText.Unreadable e) {
      return Optional.empty();
    }
  }

  private @Nullable Object texts(FormField field, String pointer, boolean wasThere) {
    List<Object> texts = new ArrayList<>();
    if (field.choices().isEmpty()) {
      lines(last(pointer)).lines().map(String::strip).filter(s -> !s.isEmpty()).forEach(texts::add);
      return texts.isEmpty() ? null : texts;
    }
    for (String text : posted.getOrDefault(pointer, List.of())) {
      Object chosen = choice(field, pointer, text);
      if (chosen != null) {
        texts.add(chosen);
      }
    }
    if (!wasThere && isDefault(field, texts)) {
      return null;
    }
    // Nothing ticked is something else than the default.
    return texts.isEmpty() && field.defaultValue().isEmpty() ? null : texts;
  }

  /** The boxes of a page stand in the order of the schema, and a default in one of its own. */
  private static boolean isDefault(FormField field, List<Object> texts) {
    return field
        .defaultValue()
        .filter(
            value -> value instanceof List<?> list && Set.copyOf(list).equals(Set.copyOf(texts)))
        .isPresent();
  }

  private @Nullable Object json(String pointer, String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return JsonText.read(text);
    } catch (JsonText.Unreadable e) {
      return refused(pointer, text, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Object refused(String pointer, String text, String rule) {
    unreadable.put(pointer, text);
    problems.add(new ConfigProblem(pointer, "type", "'" + pointer.substring(1) + "' " + rule));
    return null;
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value == null) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  /** Of a name that is there more than once, the last: a check box stands after its "false". */
  private String last(String name) {
    List<String> values = posted.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(values.size() - 1);
  }

  /** Browsers post line breaks as CR LF. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }
}
