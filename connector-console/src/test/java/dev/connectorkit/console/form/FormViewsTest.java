package dev.connectorkit.console.form;

import static dev.connectorkit.console.form.PostedConfigTest.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormViewsTest {

  private static final Instant SINCE = Instant.parse("2026-03-01T10:20:30Z");

  private final ConfigForm form = Schemas.everything().form();

  static Stream<Map.Entry<String, ConfigForm>> shipped() {
    return Schemas.shipped().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedConnectorHasAFormWithoutGaps(Map.Entry<String, ConfigForm> connector) {
    Document page = page(FormViews.stored(connector.getValue(), Map.of(), Map.of(), List.of()));

    int controls = page.select("[name]:not([type=hidden])").size();
    assertThat(controls).isGreaterThanOrEqualTo(connector.getValue().fields().size());
    wellFormed(page);
  }

  @Test
  void allElevenAreThere() {
    assertThat(Schemas.shipped()).hasSize(11);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aFormThatIsPostedAsItStandsChangesNothing(Map.Entry<String, ConfigForm> connector) {
    FormView empty = FormViews.stored(connector.getValue(), Map.of(), Map.of(), List.of());
    Map<String, Object> first =
        PostedConfig.ofForm(connector.getValue(), posted(page(empty)), Map.of()).values();
    FormView again = FormViews.stored(connector.getValue(), first, Map.of(), List.of());

    assertThat(PostedConfig.ofForm(connector.getValue(), posted(page(again)), first).values())
        .isEqualTo(first);
    assertThat(first).doesNotContainKeys("clientId", "scope");
  }

  @Test
  void aFullConfigComesBackAsItWas() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", "Ada \"<b>\" & co");
    config.put("notes", "\nfirst line empty\n  indented");
    config.put("kind", "app");
    config.put("level", true);
    config.put("count", 3L);
    config.put("on", false);
    config.put("off", true);
    config.put("hosts", List.of("a", "b"));
    config.put("algorithms", List.of("RS256", "ES256"));
    config.put("map", Map.of("a", "</textarea><script>"));
    config.put("proxy", Map.of("host", "h"));

    Document page = page(FormViews.stored(form, config, Map.of(), List.of()));

    Map<String, Object> back = PostedConfig.ofForm(form, posted(page), config).values();
    assertThat(page.getElementById("field-notes").wholeText())
        // Of which a browser takes away the one.
        .startsWith("\n\nfirst");
    config.put("notes", "first line empty\n  indented");
    assertThat(back).isEqualTo(config);
    assertThat(page.select("script")).hasSize(1);
  }

  @Test
  void aSecretIsNeverInThePage() {
    Map<String, Object> config = new HashMap<>();
    config.put("secret", "CANARY");
    config.put("proxy", Map.of("host", "h", "password", Secret.of("CANARY")));
    config.put("unknown", Secret.of("CANARY"));
    Map<String, Instant> stored = Map.of("/secret", SINCE);
    for (FormView view :
        List.of(
            FormViews.stored(form, config, stored, List.of()),
            FormViews.entered(
                form, new PostedConfig(config, Set.of(), Map.of(), List.of()), stored))) {
      assertThat(FormPage.of(view, true) + FormPage.json(view) + view).doesNotContain("CANARY");
    }
  }

  @Test
  void ofAStoredSecretThePageTellsSinceWhen() {
    Document page = page(FormViews.stored(form, Map.of(), Map.of("/secret", SINCE), List.of()));

    Element input = page.getElementById("field-secret");
    assertThat(input.attr("type")).isEqualTo("password");
    assertThat(input.hasAttr("value")).isFalse();
    assertThat(described(page, input))
        .contains("Stored since 1 March 2026, 10:20 UTC. Leave it empty to keep it.");
    assertThat(page.select("input[name=remove]").eachAttr("value")).containsExactly("/secret");
    assertThat(FormPage.json(FormViews.stored(form, Map.of(), Map.of("/secret", SINCE), List.of())))
        .contains("secret, since 1 March 2026, 10:20 UTC");
  }

  @Test
  void aSecretThatWasNotSavedMustBeEnteredAgain() {
    var posted =
        new PostedConfig(
            Map.of("secret", Secret.of("CANARY")),
            Set.of(),
            Map.of(),
            List.of(new ConfigProblem("/name", "required", "'name' is required.")));

    assertThat(field(FormViews.entered(form, posted, Map.of()), "/secret").stored().text())
        .isEqualTo("What you entered is not saved. Enter it again.");
  }

  @Test
  void whatIsWrongStandsAtItsFieldAndInTheSummary() {
    List<ConfigProblem> problems =
        List.of(
            new ConfigProblem("/name", "required", "'name' is required."),
            new ConfigProblem("/hosts/1", "format", "'hosts/1' must have the format x."),
            new ConfigProblem("/proxy/host", "required", "'proxy/host' is required."),
            new ConfigProblem("/other", "additionalProperties", "'other' is not known."));
    Document page = page(FormViews.stored(form, Map.of(), Map.of(), problems));

    Element name = page.getElementById("field-name");
    assertThat(name.attr("aria-invalid")).isEqualTo("true");
    assertThat(described(page, name)).contains("Name is required.");
    assertThat(described(page, page.getElementById("field-hosts"))).contains("hosts/1");
    assertThat(page.getElementById("field-secret").hasAttr("aria-invalid")).isFalse();
    assertThat(page.select("#problems li").eachText())
        .containsExactly(
            "Name is required.",
            "'hosts/1' must have the format x.",
            "Host is required.",
            "'other' is not known.");
    assertThat(page.select("#problems a").eachAttr("href"))
        .containsExactly("#field-name", "#field-hosts", "#field-proxy-host");
    assertThat(page.getElementById("problems").hasAttr("autofocus")).isTrue();
  }

  @Test
  void aHostileSchemaIsDrawnAsText() {
    FormView view =
        FormViews.stored(
            Schemas.hostile(),
            Map.of(),
            Map.of(),
            List.of(new ConfigProblem("/0\"><script>", "x", "'<script>' is wrong.")));
    Document page = page(view);

    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("img, iframe, object, base, style")).isEmpty();
    assertThat(page.select(".field")).hasSizeGreaterThanOrEqualTo(200);
    assertThat(page.text()).contains("<script>alert(1)</script>");
    assertThat(page.html()).doesNotContain("\u202E", "\u2066");
    page.getAllElements()
        .forEach(
            element ->
                element
                    .attributes()
                    .forEach(
                        attribute -> {
                          assertThat(attribute.getKey()).doesNotStartWithIgnoringCase("on");
                          assertThat(attribute.getKey()).isNotEqualTo("style");
                        }));
    wellFormed(page);
    // What it posts is still read.
    assertThat(PostedConfig.ofForm(Schemas.hostile(), posted(page), Map.of()).problems()).isEmpty();
  }

  @Test
  void aSchemaThatIsDeeplyNestedNeverGetsAForm() {
    String deep = "{\"type\":\"object\",\"properties\":{\"a\":".repeat(20) + "{}" + "}}".repeat(20);

    assertThatThrownBy(() -> Schemas.of(deep))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void aValueThatDoesNotFitItsFieldIsShownAsJson() {
    Map<String, Object> odd =
        Map.of(
            "name",
            List.of(1),
            "count",
            "many",
            "hosts",
            List.of("two\nlines"),
            "proxy",
            "none",
            "kind",
            "older");
    FormView view = FormViews.stored(form, odd, Map.of(), List.of());

    assertThat(field(view, "/name").kind()).isEqualTo(FieldView.Kind.CODE);
    assertThat(PostedConfig.ofForm(form, posted(page(view)), odd).values())
        .containsAllEntriesOf(odd);
  }

  @Test
  void conditionsAreToldInWordsAndToTheScript() {
    FieldView bundle = field(FormViews.stored(form, Map.of(), Map.of(), List.of()), "/bundle");

    assertThat(bundle.wantedText()).isEqualTo("Counts only when Kind is App.");
    assertThat(bundle.showIf()).isEqualTo("{\"field-kind\":[\"\\\"app\\\"\"]}");
  }

  @Test
  void aGroupIsFoldedWhenAllOfItMayStay() {
    ConfigForm github = Schemas.shipped().get("github-universal");
    FormView fresh = FormViews.stored(github, Map.of(), Map.of(), List.of());
    FormView used =
        FormViews.stored(github, Map.of("baseUrl", "https://x.example"), Map.of(), List.of());

    assertThat(fresh.sections())
        .extracting(FormView.Section::heading, FormView.Section::foldable, FormView.Section::open)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("", false, false),
            org.assertj.core.groups.Tuple.tuple("Advanced", true, false),
            org.assertj.core.groups.Tuple.tuple("GitHub Enterprise", true, false));
    assertThat(used.sections().get(2).open()).isTrue();
  }

  @Test
  void twoPointersNeverShareAnId() {
    assertThat(
            Stream.of("/a/b", "/a-b", "/a_2d_b", "/a b", "/a\"b", "/a~1b", "/ä", "/a")
                .map(Pointers::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[A-Za-z0-9_-]+"));
  }

  private static Document page(FormView view) {
    return Jsoup.parse(FormPage.of(view, true));
  }

  private static String described(Document page, Element control) {
    return Stream.of(control.attr("aria-describedby").split(" "))
        .map(page::getElementById)
        .map(Element::text)
        .reduce("", (one, other) -> one + " " + other);
  }

  /** Each control has a name that is heard, and what it refers to is there, once. */
  private static void wellFormed(Document page) {
    Set<String> ids = new HashSet<>();
    page.select("[id]").forEach(element -> assertThat(ids.add(element.id())).isTrue());
    page.select("[aria-describedby]")
        .forEach(e -> assertThat(ids).contains(e.attr("aria-describedby").split(" ")));
    for (Element control : page.select("input:not([type=hidden]), select, textarea")) {
      boolean labelled =
          control.closest("label") != null
              || page.select("label").stream().anyMatch(l -> l.attr("for").equals(control.id()));
      assertThat(labelled).as(control.outerHtml()).isTrue();
    }
  }

  /** What a browser would post. */
  static Map<String, List<String>> posted(Document page) {
    Map<String, List<String>> posted = new LinkedHashMap<>();
    page.selectFirst("form")
        .select("input, select, textarea")
        .forEach(
            control -> {
              String value =
                  switch (control.tagName()) {
                    case "select" -> chosen(control);
                    case "textarea" ->
                        control.wholeText().replaceFirst("^\n", "").replace("\n", "\r\n");
                    default -> control.attr("value");
                  };
              boolean box = control.attr("type").equals("checkbox");
              if (!box || control.hasAttr("checked")) {
                posted
                    .computeIfAbsent(control.attr("name"), any -> new java.util.ArrayList<>())
                    .add(value);
              }
            });
    return posted;
  }

  private static String chosen(Element select) {
    Element chosen = select.selectFirst("option[selected]");
    return (chosen == null ? select.selectFirst("option") : chosen).attr("value");
  }
}
