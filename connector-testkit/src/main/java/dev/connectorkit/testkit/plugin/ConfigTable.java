package dev.connectorkit.testkit.plugin;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a config, as a table in Markdown: what the config's form says, for a page. */
final class ConfigTable {

  private static final String START = "<!-- config: start -->";
  private static final String END = "<!-- config: end -->";

  private ConfigTable() {}

  static String of(ConfigForm form) {
    return rows("", form.fields())
        .collect(
            Collectors.joining(
                "", "| key | required | default | meaning |\n|---|---|---|---|\n", ""));
  }

  /** Whether a page has a place for the table: two comments, each on a line of its own. */
  static boolean hasPlaceIn(String page) {
    return page.contains(START + "\n") && page.indexOf("\n" + END) > page.indexOf(START);
  }

  /** The page with this table in its place. */
  static String put(String table, String page) {
    int from = page.indexOf(START) + START.length() + 1;
    return page.substring(0, from) + table + page.substring(page.indexOf("\n" + END) + 1);
  }

  /**
   * The rows in which two versions of a page differ, and how the page is written anew.
   *
   * @param name what to call the page
   * @return one complaint; none where they are the same
   */
  static List<String> differences(String name, String expected, String page) {
    if (expected.equals(page)) {
      return List.of();
    }
    List<String> right = expected.lines().toList();
    List<String> wrong = page.lines().toList();
    String rows =
        Stream.concat(
                wrong.stream().filter(line -> !right.contains(line)).map(line -> "\n- " + line),
                right.stream().filter(line -> !wrong.contains(line)).map(line -> "\n+ " + line))
            .collect(Collectors.joining());
    return List.of(
        name
            + ": The table of config keys differs from the schema."
            + " 'mvn verify -Ddocs.write=true' writes it anew."
            + rows);
  }

  /** A row for each field; those inside of an object are named {@code object.member}. */
  private static Stream<String> rows(String prefix, List<FormField> fields) {
    return fields.stream()
        .flatMap(
            field ->
                field.members().isEmpty()
                    ? Stream.of(row(prefix, field))
                    : rows(prefix + field.name() + ".", field.members()));
  }

  private static String row(String prefix, FormField field) {
    return "| `"
        + prefix
        + field.name()
        + "` | "
        + required(field)
        + " |"
        + field.defaultValue().map(value -> " " + code(value)).orElse("")
        + " | "
        + meaning(field).strip().replace("|", "\\|").replace("\n", " ")
        + " |\n";
  }

  private static String required(FormField field) {
    if (!field.required()) {
      return "no";
    }
    return field.showIf().isEmpty() ? "yes" : "where shown";
  }

  private static String meaning(FormField field) {
    var sentences = new ArrayList<String>();
    sentences.add("**" + field.label() + "**");
    field.help().ifPresent(sentences::add);
    if (field.type() == FormField.Type.CHOICE) {
      sentences.add(
          field.choices().stream()
              .map(ConfigTable::choice)
              .collect(Collectors.joining(", ", "One of ", ".")));
    }
    if (field.type() == FormField.Type.SECRET) {
      sentences.add("A secret: never shown again once it is stored.");
    }
    if (!field.showIf().isEmpty()) {
      sentences.add(
          field.showIf().entrySet().stream()
              .map(condition -> "`" + condition.getKey() + "` is " + anyOf(condition.getValue()))
              .sorted()
              .collect(Collectors.joining(" and ", "Shown where ", ".")));
    }
    return sentences.get(0) + ". " + String.join(" ", sentences.subList(1, sentences.size()));
  }

  private static String choice(FormField.Choice choice) {
    String value = code(choice.value());
    return choice.label().equals(String.valueOf(choice.value()))
        ? value
        : value + " (" + choice.label() + ")";
  }

  private static String anyOf(Object value) {
    return value instanceof List<?> values
        ? values.stream().map(ConfigTable::code).collect(Collectors.joining(" or "))
        : code(value);
  }

  private static String code(Object value) {
    return "`" + value + "`";
  }
}
