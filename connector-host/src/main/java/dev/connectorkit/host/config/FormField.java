package dev.connectorkit.host.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of a config form.
 *
 * @param name the property's name
 * @param type how to show it
 * @param label its {@code title}, or else its name
 * @param help its {@code description}
 * @param required whether the config is refused without it
 * @param defaultValue what counts when it is left empty; none for a secret
 * @param placeholder an example for an empty field
 * @param choices the allowed values of a choice, or of the entries of {@code TEXTS}; then each can
 *     be taken once
 * @param group the heading it stands under
 * @param showIf values that other properties must have for it to show, where a list stands for any
 *     of its elements; empty to show always
 * @param multiline whether its text has several lines, be it a secret
 * @param limits what the schema says about its value, for a hint; the schema itself validates
 * @param members the fields of an {@code OBJECT}
 */
public record FormField(
    String name,
    Type type,
    String label,
    Optional<String> help,
    boolean required,
    Optional<Object> defaultValue,
    Optional<String> placeholder,
    List<Choice> choices,
    Optional<String> group,
    Map<String, Object> showIf,
    boolean multiline,
    Limits limits,
    List<FormField> members) {

  public FormField {
    choices = List.copyOf(choices);
    showIf = Map.copyOf(showIf);
    members = List.copyOf(members);
  }

  /** How a field is shown. */
  public enum Type {
    TEXT,
    /** Write-only: shown as set or not set. */
    SECRET,
    /** A text of several lines. */
    MULTILINE,
    NUMBER,
    FLAG,
    CHOICE,
    /** Several texts. */
    TEXTS,
    /** Fields of its own, which are a JSON object in the config. */
    OBJECT,
    /** Anything else, as JSON. */
    JSON
  }

  /** One allowed value and what to call it. */
  public record Choice(Object value, String label) {}

  /**
   * Bounds of a value.
   *
   * @param integer whether a number must be one
   * @param minimum of a number
   * @param maximum of a number
   * @param minItems of a list
   * @param maxItems of a list
   * @param pattern of a text, in RE2 syntax
   */
  public record Limits(
      boolean integer,
      Optional<Number> minimum,
      Optional<Number> maximum,
      Optional<Integer> minItems,
      Optional<Integer> maxItems,
      Optional<String> pattern) {

    /** No bounds. */
    public static Limits none() {
      return new Limits(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }
}
