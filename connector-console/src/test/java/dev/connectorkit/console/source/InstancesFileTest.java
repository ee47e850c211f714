package dev.connectorkit.console.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of exports, imports and managed files. */
class InstancesFileTest {

  private static final String GOOD =
      """
      {"format": "connectorkit-instances", "version": 1, "instances": [
        {"id": "one", "connector": "sample", "name": "One", "state": "enabled",
         "config": {"clientId": "id", "nested": {"port": 7}}, "secrets": ["/clientSecret"]}]}
      """;

  private static final String SHOP =
      "{\"clientId\": \"aaaaaaaaaaaaaaaaaaaaaa\", \"name\": \"Shop\","
          + " \"redirectUris\": [\"https://shop.example/callback\"], \"instances\": [\"one\"]}";

  @Test
  void isReadAndWritten() {
    InstancesFile file = InstancesFile.parse(GOOD);

    assertThat(file.instances())
        .containsExactly(
            new InstanceEntry(
                "one",
                "sample",
                "One",
                StoredInstance.State.ENABLED,
                Map.of("clientId", "id", "nested", Map.of("port", 7)),
                Optional.of(Set.of("/clientSecret")),
                Optional.empty()));
    assertThat(file.applications()).isEmpty();
    assertThat(InstancesFile.parse(file.text())).isEqualTo(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connectorkit-instances | else                 | /format",
        "\"version\": 1         | \"version\": 2       | /version",
        "\"version\": 1         | \"version\": \"1\"   | /version",
        "\"version\": 1,        | ''                   | /version",
        "\"id\": \"one\"        | \"id\": \"One\"      | /instances/0/id",
        "\"id\": \"one\",       | ''                   | /instances/0/id",
        "\"enabled\"            | \"on\"               | /instances/0/state",
        "\"name\"               | \"label\"            | /instances/0/label",
        "\"version\"            | \"x\": 1, \"version\" | /x",
        "[\"/clientSecret\"]    | [\"clientSecret\"]   | /instances/0/secrets/0",
        "[\"/clientSecret\"]    | {}                   | /instances/0/secrets",
        "{\"clientId\"          | [{\"clientId\"       | ''",
        "]}                     | ]                    | ''",
        "\"one\",               | \"one\", \"id\": \"b\", | ''",
      })
  void whatIsWrongHasItsPlace(String part, String wrong, String pointer) {
    assertThat(GOOD).contains(part);
    assertThatThrownBy(() -> InstancesFile.parse(GOOD.replace(part, wrong)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG);
              assertThat(e.problems()).extracting(ConfigProblem::pointer).contains(pointer);
            });
  }

  @Test
  void anIdIsThereOnce() {
    String twice = GOOD.replaceFirst("(?s)\\[\n(.*)]}", "[$1,$1]}");

    assertThatThrownBy(() -> InstancesFile.parse(twice))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.problems().get(0).pointer()).isEqualTo("/instances/1/id"));
  }

  @Test
  void hasLogosAndApplicationsToo() {
    InstancesFile file =
        InstancesFile.parse(
            GOOD.replace(
                "}]}",
                ", \"logos\": {\"dark\": \"logos/dark.png\"}}], \"applications\": ["
                    + SHOP
                    + "]}"));

    assertThat(file.instances().get(0).logos())
        .contains(Map.of(OwnLogos.Variant.DARK, "logos/dark.png"));
    assertThat(file.applications().orElseThrow())
        .containsExactly(
            new ApplicationEntry(
                "aaaaaaaaaaaaaaaaaaaaaa",
                "Shop",
                List.of("https://shop.example/callback"),
                List.of("one")));
    assertThat(InstancesFile.parse(file.text())).isEqualTo(file);
  }

  @Test
  void anApplicationIsThereOnceAndHasNothingElse() {
    for (String wrong :
        List.of(
            SHOP + ", " + SHOP,
            SHOP.replace("\"name\"", "\"secret\": \"canary\", \"name\""),
            SHOP.replace("aaaaaaaa", "a a"),
            SHOP.replace("[\"one\"]", "[]"))) {
      assertThatThrownBy(
              () ->
                  InstancesFile.parse(
                      GOOD.replace("}]}", "}], \"applications\": [" + wrong + "]}")))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.problems().get(0).pointer()).startsWith("/applications/"));
    }
  }

  @Test
  void isBounded() {
    String large = GOOD.replace("\"id\",", "\"" + "x".repeat(InstancesFile.MAX_BYTES) + "\",");
    String deep = GOOD.replace("7", "[".repeat(1000) + "]".repeat(1000));
    String number = GOOD.replace("7", "1e" + "9".repeat(50));

    for (String text : new String[] {large, deep, number}) {
      assertThatThrownBy(() -> InstancesFile.parse(text)).isInstanceOf(ConnectorException.class);
    }
  }

  @Test
  void noMessageQuotesTheFile() {
    for (String wrong :
        new String[] {
          GOOD.replace("\"id\",", "canary"),
          GOOD.replace("\"one\"", "\"canary canary\""),
          GOOD.replace("\"enabled\"", "\"canary\"")
        }) {
      assertThatThrownBy(() -> InstancesFile.parse(wrong))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e + e.problems().toString()).doesNotContain("canary"));
    }
  }
}
