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
 * @param choices the allowed values of a choice
 * @param group the heading it stands under
 * @param showIf values that other properties must have for it to show, where a list stands for any
 *     of its elements; empty to show always
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
    Map<String, Object> showIf) {

  public FormField {
    choices = List.copyOf(choices);
    showIf = Map.copyOf(showIf);
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
    /** Anything else, as JSON. */
    JSON
  }

  /** One allowed value and what to call it. */
  public record Choice(Object value, String label) {}
}
