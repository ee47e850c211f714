package dev.connectorkit.console.form;

import java.util.ArrayList;
import java.util.List;

/**
 * A form as a page shows it.
 *
 * @param problems all of them, for a summary on top
 * @param json the same config as JSON, without secrets
 * @param storedSecrets what is said of each stored secret beside the JSON
 */
public record FormView(
    List<Section> sections, List<Problem> problems, String json, List<String> storedSecrets) {

  /** With problems of what is not in the config, which is above it. */
  public FormView after(List<Problem> above) {
    var all = new ArrayList<>(above);
    all.addAll(problems);
    return new FormView(sections, List.copyOf(all), json, storedSecrets);
  }

  /**
   * Fields under one heading.
   *
   * @param heading empty for the fields without a group
   * @param foldable whether all of it may be left as it is
   * @param open whether something in it was entered, or is wrong
   */
  public record Section(String heading, List<FieldView> fields, boolean foldable, boolean open) {}

  /**
   * One thing to change.
   *
   * @param field the id of the field's element; empty when it belongs to none
   */
  public record Problem(String text, String field) {}
}
