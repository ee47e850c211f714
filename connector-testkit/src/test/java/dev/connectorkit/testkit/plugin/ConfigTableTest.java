package dev.connectorkit.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import dev.connectorkit.host.config.FormField.Choice;
import dev.connectorkit.host.config.FormField.Limits;
import dev.connectorkit.host.config.FormField.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigTableTest {

  @Test
  void onlyTheRowsThatDifferAreShown() {
    String expected = "# Acme\n| `a` | right |\n| `b` | same |\n";
    String page = "# Acme\n| `a` | wrong |\n| `b` | same |\n";

    assertThat(ConfigTable.differences("README.md", expected, expected)).isEmpty();
    assertThat(ConfigTable.differences("README.md", expected, page))
        .singleElement()
        .asString()
        .contains("README.md: ", "-Ddocs.write=true", "\n- | `a` | wrong |\n+ | `a` | right |")
        .doesNotContain("same", "# Acme");
  }

  @Test
  void aRowSaysWhatTheFieldOfTheFormSays() {
    FormField method =
        field(
            "method",
            Type.CHOICE,
            Optional.of("How | where."),
            Optional.of("basic"),
            List.of(new Choice("basic", "Header"), new Choice("post", "post")),
            Map.of(),
            List.of());
    FormField secret =
        field(
            "secret",
            Type.SECRET,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of("method", List.of("basic", "post")),
            List.of());
    FormField client =
        field(
            "client",
            Type.OBJECT,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            List.of(secret));

    assertThat(ConfigTable.of(new ConfigForm(List.of(method, client))))
        .isEqualTo(
            """
            | key | required | default | meaning |
            |---|---|---|---|
            | `method` | yes | `basic` | **method label**. How \\| where. One of `basic` (Header), `post`. |
            | `client.secret` | where shown | | **secret label**. A secret: never shown again once it is stored. Shown where `method` is `basic` or `post`. |
            """);
  }

  @Test
  void theTableTakesThePlaceOfAnOlderOne() {
    String page = "a\n<!-- config: start -->\nold\n<!-- config: end -->\nb\n";

    assertThat(ConfigTable.hasPlaceIn(page)).isTrue();
    assertThat(ConfigTable.put("new\n", page))
        .isEqualTo("a\n<!-- config: start -->\nnew\n<!-- config: end -->\nb\n");
    assertThat(ConfigTable.put("new\n", ConfigTable.put("", page)))
        .isEqualTo(ConfigTable.put("new\n", page));
  }

  @Test
  void aPageWithoutBothMarksHasNoPlace() {
    assertThat(ConfigTable.hasPlaceIn("<!-- config: start -->\n")).isFalse();
    assertThat(ConfigTable.hasPlaceIn("<!-- config: end -->\n<!-- config: start -->\n")).isFalse();
  }

  private static FormField field(
      String name,
      Type type,
      Optional<String> help,
      Optional<Object> defaultValue,
      List<Choice> choices,
      Map<String, Object> showIf,
      List<FormField> members) {
    return new FormField(
        name,
        type,
        name + " label",
        help,
        true,
        defaultValue,
        Optional.empty(),
        choices,
        Optional.empty(),
        showIf,
        false,
        Limits.none(),
        members);
  }
}
