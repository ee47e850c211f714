package dev.connectorkit.console.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostedConfigTest {

  private final ConfigForm form = Schemas.everything().form();
  private final Map<String, List<String>> posted = new HashMap<>();

  @Test
  void textsBecomeValuesOfTheirTypes() {
    post("/name", "  Ada ");
    post("/notes", "one\r\ntwo");
    post("/kind", "\"app\"");
    post("/level", "2.5");
    post("/count", "7");
    post("/ratio", "-0.25e3");
    post("/on", "false");
    post("/off", "false", "true");
    post("/hosts", "a.example\r\n\r\n  b.example \r\n");
    post("/algorithms", "", "\"ES256\"");
    post("json:/map", "{\"a\": \"b\"}");
    post("/proxy/host", "proxy.example");

    PostedConfig config = PostedConfig.ofForm(form, posted, Map.of());

    assertThat(config.problems()).isEmpty();
    assertThat(config.values())
        .containsOnly(
            Map.entry("name", "Ada"),
            Map.entry("notes", "one\ntwo"),
            Map.entry("kind", "app"),
            Map.entry("level", new BigDecimal("2.5")),
            Map.entry("count", 7L),
            Map.entry("ratio", new BigDecimal("-0.25e3")),
            Map.entry("on", false),
            Map.entry("off", true),
            Map.entry("hosts", List.of("a.example", "b.example")),
            Map.entry("algorithms", List.of("ES256")),
            Map.entry("map", Map.of("a", "b")),
            Map.entry("proxy", Map.of("host", "proxy.example")));
  }

  @Test
  void whatIsEmptyIsAbsent() {
    for (String name :
        List.of("/name", "/notes", "/kind", "/level", "/count", "/hosts", "/secret")) {
      post(name, " ".repeat(name.equals("/kind") || name.equals("/level") ? 0 : 2));
    }
    post("json:/map", "\n");
    post("/proxy/host", "");

    assertThat(PostedConfig.ofForm(form, posted, Map.of("name", "Ada", "count", 3)).values())
        .containsOnly(Map.entry("proxy", Map.of()));
  }

  @Test
  void anEmptyCheckBoxIsFalse() {
    post("/off", "false");
    post("/on", "false");

    assertThat(PostedConfig.ofForm(form, posted, Map.of()).values())
        .containsOnly(Map.entry("off", false), Map.entry("on", false));
  }

  @Test
  void aCheckBoxThatStandsAsByDefaultLeavesTheDefaultInCharge() {
    post("/on", "false", "true");

    assertThat(PostedConfig.ofForm(form, posted, Map.of()).values()).isEmpty();
    assertThat(PostedConfig.ofForm(form, posted, Map.of("on", false)).values())
        .containsOnly(Map.entry("on", true));
  }

  @Test
  void boxesThatStandAsByDefaultLeaveTheDefaultInCharge() {
    post("/algorithms", "", "\"RS256\"");

    assertThat(PostedConfig.ofForm(form, posted, Map.of()).values()).isEmpty();
    assertThat(PostedConfig.ofForm(form, posted, Map.of("algorithms", List.of("ES256"))).values())
        .containsOnly(Map.entry("algorithms", List.of("RS256")));
  }

  @Test
  void nothingTickedIsNotTheDefault() {
    post("/algorithms", "");

    assertThat(PostedConfig.ofForm(form, posted, Map.of()).values())
        .containsOnly(Map.entry("algorithms", List.of()));
  }

  @Test
  void whatThePageDidNotShowIsKept() {
    post("/name", "Grace");

    assertThat(
            PostedConfig.ofForm(
                    form, posted, Map.of("name", "Ada", "count", 3, "of another version", "x"))
                .values())
        .containsOnly(
            Map.entry("name", "Grace"),
            Map.entry("count", 3),
            Map.entry("of another version", "x"));
  }

  @Test
  void aSecretIsReplacedKeptOrRemoved() {
    post("/secret", "");
    assertThat(PostedConfig.ofForm(form, posted, Map.of()).values()).isEmpty();
    assertThat(PostedConfig.ofForm(form, posted, Map.of()).removed()).isEmpty();

    post("remove", "/secret", "/proxy/password");
    post("/proxy/host", "h");
    assertThat(PostedConfig.ofForm(form, posted, Map.of()).removed())
        .containsExactlyInAnyOrder("/secret", "/proxy/password");

    // Who enters one wants it.
    post("/secret", " new ");
    PostedConfig replaced = PostedConfig.ofForm(form, posted, Map.of());
    assertThat(replaced.values()).containsEntry("secret", Secret.of("new"));
    assertThat(replaced.kept(Set.of("/secret", "/proxy/password", "/other")))
        .containsExactly("/other");
    assertThat(replaced.removed()).containsExactly("/proxy/password");
    assertThat(replaced.toString()).doesNotContain("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seven", "1,5", "0x10", "1e99999", "٣", "01", "--1", "NaN", "1 000"})
  void whatIsNoNumberStandsInItsFieldAgain(String text) {
    post("/count", text);

    PostedConfig config = PostedConfig.ofForm(form, posted, Map.of("count", 3));

    assertThat(config.problems()).extracting(ConfigProblem::pointer).containsExactly("/count");
    FieldView field = field(FormViews.entered(form, config, Map.of()), "/count");
    assertThat(field.value()).isEqualTo(text);
    assertThat(field.errors()).containsExactly("Count must be a number, such as 10 or 0.5.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":1,\"a\":2}", "{} {}", "nonsense"})
  void whatIsNoJsonStandsInItsFieldAgain(String text) {
    post("json:/map", text);

    PostedConfig config = PostedConfig.ofForm(form, posted, Map.of());

    assertThat(config.problems()).extracting(ConfigProblem::pointer).containsExactly("/map");
    assertThat(field(FormViews.entered(form, config, Map.of()), "/map").value()).isEqualTo(text);
  }

  @Test
  void deepJsonIsRefused() {
    post("json:/map", "[".repeat(10_000));

    assertThat(PostedConfig.ofForm(form, posted, Map.of()).problems()).hasSize(1);
  }

  @Test
  void ofAFieldThatCouldNotBeReadNothingElseIsSaid() {
    post("/count", "seven");
    PostedConfig config =
        PostedConfig.ofForm(form, posted, Map.of())
            .and(
                List.of(
                    new ConfigProblem("/count", "required", "'count' is required."),
                    new ConfigProblem("/name", "required", "'name' is required.")));

    assertThat(config.problems())
        .extracting(ConfigProblem::message)
        .containsExactly("'count' must be a number, such as 10 or 0.5.", "'name' is required.");
  }

  @Test
  void aChoiceThatIsNoneIsRefusedUnlessItIsAValue() {
    post("/kind", "web");
    assertThat(PostedConfig.ofForm(form, posted, Map.of()).problems()).hasSize(1);

    post("/kind", "\"formerly offered\"");
    PostedConfig config = PostedConfig.ofForm(form, posted, Map.of());
    assertThat(config.problems()).isEmpty();
    assertThat(config.values()).containsOnly(Map.entry("kind", "formerly offered"));
  }

  @Test
  void theSameConfigCanBeWrittenAsJson() {
    PostedConfig config =
        PostedConfig.ofJson(
            form,
            """
            {"name": "Ada", "secret": "s3cret", "count": 2.50,
             "proxy": {"host": "h", "password": null}}
            """);

    assertThat(config.values())
        .containsEntry("secret", Secret.of("s3cret"))
        .containsEntry("count", new BigDecimal("2.50"))
        .containsEntry("proxy", Map.of("host", "h"));
    assertThat(config.removed()).containsExactly("/proxy/password");
    assertThat(PostedConfig.ofJson(form, "{\"secret\": \"\"}").removed()).isEmpty();
    assertThat(PostedConfig.ofJson(form, "{\"secret\": \"\"}").values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{", "{\"name\": 1, \"name\": 2}", ""})
  void jsonThatIsNoConfigIsShownAgain(String text) {
    PostedConfig config = PostedConfig.ofJson(form, text);

    assertThat(config.problems()).extracting(ConfigProblem::pointer).containsExactly("");
    assertThat(FormViews.entered(form, config, Map.of()).json()).isEqualTo(text);
  }

  @Test
  void ofBrokenJsonNothingIsShownAgainFromItsFirstSecretOn() {
    PostedConfig config =
        PostedConfig.ofJson(form, "{\"name\": \"Ada\",\n \"secret\": \"CANARY\nCANARY\"");

    assertThat(FormViews.entered(form, config, Map.of()).json())
        .isEqualTo("{\"name\": \"Ada\",\n \"");
    assertThat(config.problems().toString()).doesNotContain("CANARY");
  }

  private void post(String name, String... values) {
    posted.put(name, List.of(values));
  }

  static FieldView field(FormView view, String pointer) {
    return view.sections().stream()
        .flatMap(section -> section.fields().stream())
        .flatMap(
            field ->
                java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(field), field.members().stream()))
        .filter(field -> field.pointer().equals(pointer))
        .findFirst()
        .orElseThrow();
  }
}
