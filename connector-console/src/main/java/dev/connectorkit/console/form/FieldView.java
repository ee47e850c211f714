package dev.connectorkit.console.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field as a page shows it. Texts that are not there are empty.
 *
 * @param name of the parameter that it posts
 * @param id of its element; the ids of what describes it are made from that
 * @param value what stands in it; always empty for a secret
 * @param defaultValue what counts when nothing stands in it, for the script, as JSON
 * @param hints rules that are no help but worth knowing before one saves
 * @param wanted shown only where other fields have one of these values, as JSON; empty for always
 * @param wantedText the same, in words
 * @param stored whether a secret is stored, and what to say about that
 * @param origin where the value comes from, when that is elsewhere
 * @param fixed whether it cannot be changed here
 * @param pointer of the property, to say which secret to remove
 */
public record FieldView(
    Kind kind,
    String pointer,
    String name,
    String id,
    String label,
    String help,
    List<String> hints,
    boolean required,
    String placeholder,
    String inputMode,
    String value,
    String defaultValue,
    List<OptionView> options,
    List<String> errors,
    String wanted,
    String wantedText,
    StoredSecret stored,
    String origin,
    boolean fixed,
    List<FieldView> members) {

  /** The elements that a field is made of. */
  public enum Kind {
    LINE,
    AREA,
    SECRET_LINE,
    SECRET_AREA,
    CHECK_BOX,
    SELECT,
    CHECK_BOXES,
    CODE,
    FIELDSET
  }

  /**
   * One value to choose.
   *
   * @param value as JSON; empty for none
   */
  public record OptionView(String value, String label, boolean chosen) {}

  /** What is known about a stored secret. */
  public record StoredSecret(boolean set, String text) {}

  public boolean invalid() {
    return !errors.isEmpty();
  }

  public boolean checked() {
    return value.equals("true");
  }

  /** For {@code aria-describedby}; null, and so no attribute, when nothing describes it. */
  public @Nullable String describedBy() {
    var ids = new java.util.StringJoiner(" ");
    if (invalid()) {
      ids.add(id + "-error");
    }
    if (!help.isEmpty()) {
      ids.add(id + "-help");
    }
    if (!hints.isEmpty() || !wantedText.isEmpty()) {
      ids.add(id + "-hint");
    }
    if (!stored.text().isEmpty()) {
      ids.add(id + "-stored");
    }
    if (!origin.isEmpty()) {
      ids.add(id + "-origin");
    }
    return ids.length() == 0 ? null : ids.toString();
  }

  /** For {@code aria-invalid}; null, and so no attribute, when nothing is wrong. */
  public @Nullable String ariaInvalid() {
    return invalid() ? "true" : null;
  }

  /** For {@code data-show-if}; null, and so no attribute, when it always shows. */
  public @Nullable String showIf() {
    return wanted.isEmpty() ? null : wanted;
  }

  /** For {@code data-default}; null, and so no attribute, when there is none. */
  public @Nullable String defaultJson() {
    return defaultValue.isEmpty() ? null : defaultValue;
  }

  public @Nullable String placeholderOrNull() {
    return placeholder.isEmpty() ? null : placeholder;
  }

  public @Nullable String inputModeOrNull() {
    return inputMode.isEmpty() ? null : inputMode;
  }

  boolean invalidInside() {
    return invalid() || members.stream().anyMatch(FieldView::invalidInside);
  }

  boolean requiredInside() {
    return required || members.stream().anyMatch(FieldView::requiredInside);
  }
}
