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
  void aRowSaysWhatTheFieldOfTheFormSays() {
    FormField method =
        new FormField(
            "method",
            Type.CHOICE,
            "Method",
            Optional.of("How | where."),
            true,
            Optional.of("basic"),
            Optional.empty(),
            List.of(new Choice("basic", "Header"), new Choice("post", "post")),
            Optional.empty(),
            Map.of(),
            false,
            Limits.none(),
            List.of());
    FormField secret =
        new FormField(
            "secret",
            Type.SECRET,
            "Secret",
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of("method", List.of("basic", "post")),
            false,
            Limits.none(),
            List.of());

    assertThat(ConfigTable.of(new ConfigForm(List.of(method, secret))))
        .isEqualTo(
            """
            | key | required | default | meaning |
            |---|---|---|---|
            | `method` | yes | `basic` | **Method**. How \\| where. One of `basic` (Header), `post`. |
            | `secret` | where shown | | **Secret**. A secret: never shown again once it is stored. Shown where `method` is `basic` or `post`. |
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
}
