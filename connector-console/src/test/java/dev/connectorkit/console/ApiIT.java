package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.api.DocumentedApi;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator does on the pages, done by a program. */
class ApiIT {

  private static final String HUB = "/instances/huggingface";
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");
  private static final String NEW =
      """
      {"id": "huggingface", "connector": "huggingface-universal", "name": "The hub",
       "config": {"clientId": "client", "clientSecret": "canary-client-secret",
                  "scope": "openid profile email"}}
      """;

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;
  private ApiProgram program;

  private void open(DatabaseSettings database) throws IOException {
    world = new ConsoleWorld(database);
    console = world.start();
    operator = world.setUp(console);
    program = ApiProgram.of(console, operator, "ci");
  }

  private void open() throws IOException {
    open(DatabaseSettings.embeddedIn(folder));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void fromTheCatalogueToASignInPageAndBack(DatabaseKind kind) throws IOException {
    open(kind.fresh(folder));
    Answer connectors = program.get("/connectors").expect(200);
    assertThat(connectors.text("/items/0/id")).isEqualTo("huggingface-universal");
    Answer connector = program.get("/connectors/huggingface-universal").expect(200);
    assertThat(connector.body().at("/configSchema/properties/clientSecret/writeOnly").asBoolean())
        .isTrue();
    assertThat(connector.text("/readme")).contains("huggingface.co");

    Answer made = program.post("/instances", NEW).expect(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1" + HUB);
    assertThat(made.text("/state")).isEqualTo("draft");
    assertThat(made.text("/redirectUri")).isEqualTo(world.publicUrl + "/callback/huggingface");
    assertThat(made.text("/secrets/0/pointer")).isEqualTo("/clientSecret");
    assertThat(program.post(HUB + "/enable").expect(409).code()).isEqualTo("not_tried");

    Answer ended = tried();
    assertThat(ended.body().at("/report/passed").asBoolean()).as(ended.body().toString()).isTrue();
    assertThat(ended.text("/report/profile/name")).isEqualTo("Ada Example");
    assertThat(ended.text("/begunBy")).isEqualTo("token:ci");

    assertThat(program.post(HUB + "/enable").expect(200).text("/state")).isEqualTo("enabled");
    assertThat(operator.get("/").body()).contains("The hub");
    assertThat(program.post(HUB + "/disable").expect(200).text("/state")).isEqualTo("disabled");
    assertThat(operator.get("/").body()).doesNotContain("The hub");
    program.delete(HUB).expect(204);
    assertThat(program.get(HUB).expect(404).code()).isEqualTo("not_found");

    assertThat(actions())
        .containsSubsequence(
            "token:ci instance.removed huggingface",
            "token:ci instance.disabled huggingface",
            "token:ci instance.enabled huggingface",
            "token:ci instance.tried huggingface",
            "token:ci instance.created huggingface");
  }

  @Test
  void aSecretIsKeptReplacedOrRemovedAndNeverComesBack() throws IOException {
    open();
    var seen = new ArrayList<String>();
    Answer made = program.post("/instances", NEW).expect(201);
    seen.add(made.response().body());

    Answer kept = update(made, "{\"config\": {\"clientId\": \"client\", \"scope\": \"openid\"}}");
    seen.add(kept.response().body());
    assertThat(secret()).isEqualTo("canary-client-secret");
    assertThat(kept.body().get("name").isNull()).isTrue();
    assertThat(kept.header("ETag")).isNotEqualTo(made.header("ETag"));

    Answer replaced =
        update(
            kept, "{\"config\": {\"clientId\": \"client\", \"clientSecret\": \"canary-another\"}}");
    seen.add(replaced.response().body());
    assertThat(secret()).isEqualTo("canary-another");

    Answer removed =
        update(replaced, "{\"config\": {\"clientId\": \"client\", \"clientSecret\": null}}");
    seen.add(removed.response().body());
    assertThat(removed.body().get("secrets")).isEmpty();
    assertThat(console.instances().open("huggingface").config()).containsOnlyKeys("clientId");

    seen.add(program.get(HUB).response().body());
    seen.add(program.get("/instances").response().body());
    seen.add(program.get("/activity?limit=200").response().body());
    assertThat(seen).noneMatch(body -> body.contains("canary"));
  }

  @Test
  void aChangeNamesWhatItWasMadeFrom() throws IOException {
    open();
    Answer made = program.post("/instances", NEW).expect(201);
    String body = "{\"config\": {\"clientId\": \"other\"}}";

    assertThat(program.put(HUB, body).expect(428).code()).isEqualTo("precondition_required");
    for (String tag : List.of("\"0\"", "W/" + made.header("ETag"), "x", "")) {
      Answer refused = program.put(HUB, body, "If-Match", tag);
      assertThat(refused.expect(412).code()).as(tag).isEqualTo("precondition_failed");
    }
    program.put(HUB, body, "If-Match", "\"0\", " + made.header("ETag")).expect(200);
    program.put(HUB, body, "If-Match", made.header("ETag")).expect(412);
    program.put(HUB, body, "If-Match", "*").expect(200);

    Optional<String> none = Optional.empty();
    program.send("DELETE", HUB, none, "If-Match", made.header("ETag")).expect(412);
    program.send("POST", HUB + "/disable", none, "If-Match", made.header("ETag")).expect(412);
    program.get(HUB).expect(200);
  }

  @Test
  void everythingThatIsWrongWithAConfigIsSaidAtItsPlace() throws IOException {
    open();
    Answer refused =
        program.post(
            "/instances",
            """
            {"id": "hub", "connector": "huggingface-universal",
             "config": {"clientSecret": 17, "scop": "canary-value"}}
            """);

    assertThat(refused.expect(422).code()).isEqualTo("invalid_config");
    assertThat(refused.body().get("errors").findValuesAsText("pointer"))
        .contains("/config/clientId", "/config/clientSecret", "/config/scop");
    assertThat(refused.body().toString()).doesNotContain("canary", "17");
    assertThat(program.get("/instances").body().get("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', new, 422, invalid",
    "'', Hub, 422, invalid",
    "/connector, hub, 400, invalid_request_parameters"
  })
  void anIdOrAConnectorThatCannotBeIsRefused(String pointer, String id, int status, String code)
      throws IOException {
    open();
    String body =
        NEW.replace("\"id\": \"huggingface\"", "\"id\": \"" + id + "\"")
            .replace("huggingface-universal", pointer.isEmpty() ? "huggingface-universal" : "none");

    Answer refused = program.post("/instances", body).expect(status);

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void anIdIsTakenOnce() throws IOException {
    open();
    program.post("/instances", NEW).expect(201);

    assertThat(program.post("/instances", NEW).expect(409).code()).isEqualTo("conflict");
  }

  static List<String> bodies() {
    return List.of(
        "{\"id\": \"hub\", \"connector\": \"huggingface-universal\"}",
        "{\"id\": 1, \"connector\": \"huggingface-universal\", \"config\": {}}",
        "{\"id\": \"hub\", \"connector\": null, \"config\": {}}",
        "{\"id\": \"hub\", \"connector\": \"huggingface-universal\", \"config\": []}",
        "{\"id\": \"hub\", \"connector\": \"huggingface-universal\", \"config\": null}",
        "{\"id\": \"hub\", \"connector\": \"huggingface-universal\", \"config\": {}, \"nam\": 1}",
        "{\"id\": \"hub\", \"connector\": \"huggingface-universal\", \"config\": {}, \"name\": 1}");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatTheDescriptionForbidsIsRefused(String body) throws IOException {
    open();
    JsonNode json = JsonMapper.builder().build().readTree(body);
    assertThat(new DocumentedApi().allowsBody("POST", "/api/v1/instances", json)).isFalse();

    Answer refused = program.post("/instances", body).expect(400);

    assertThat(refused.code()).isEqualTo("invalid_request_parameters");
    assertThat(refused.body().get("errors")).isNotEmpty();
  }

  @Test
  void whatIsNoJsonObjectIsRefusedWithoutRepeatingIt() throws IOException {
    open();
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "\"canary\"",
            "{\"id\": canary}",
            "{\"id\": \"canary\", \"id\": \"canary\"}",
            "{} canary",
            "{\"id\": 1e99999999999}",
            "{\"x\":".repeat(30) + "1" + "}".repeat(30))) {
      Answer refused = program.post("/instances", body).expect(400);
      assertThat(refused.code()).as(body).isEqualTo("malformed");
      assertThat(refused.response().body()).doesNotContain("canary");
    }
  }

  @Test
  void aBodyIsBoundedAlsoWhenItDoesNotSayHowLongItIs() throws IOException {
    open();
    String large = "{\"id\": \"" + "x".repeat(1_000_001) + "\"}";
    assertThat(program.post("/instances", large).expect(413).code()).isEqualTo("too_large");

    HttpRequest.Builder streamed =
        program
            .request("POST", "/instances", Optional.empty())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(large.getBytes())));
    assertThat(program.answer("POST", streamed).expect(413).code()).isEqualTo("too_large");
  }

  @Test
  void onlyJsonIsTaken() throws IOException {
    open();
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "text/json")) {
      HttpRequest.Builder request =
          program
              .request("POST", "/instances", Optional.empty())
              .header("Content-Type", type)
              .POST(HttpRequest.BodyPublishers.ofString(NEW));
      assertThat(program.answer("POST", request).expect(415).code())
          .isEqualTo("unsupported_media_type");
    }
    assertThat(program.get("/instances").body().get("items")).isEmpty();
  }

  @Test
  void aTryThatFailsSaysWhereToChangeWhat() throws IOException {
    open();
    program.post("/instances", NEW.replace("canary-client-secret", "canary-wrong")).expect(201);

    Answer ended = tried();

    assertThat(ended.body().at("/report/passed").asBoolean()).isFalse();
    assertThat(ended.text("/report/failure/step")).isEqualTo("token");
    assertThat(ended.text("/report/failure/pointer")).isEqualTo("/clientSecret");
    assertThat(ended.text("/report/failure/providerCode")).isEqualTo("invalid_client");
    assertThat(ended.body().toString()).doesNotContain("canary");
    assertThat(program.get(HUB).body().get("tried").asBoolean()).isFalse();
    assertThat(program.post(HUB + "/check").expect(200).text("/verdict")).isNotEqualTo("usable");
  }

  @Test
  void theLinkOfATryWorksOnceAndInTime() throws IOException {
    open();
    program.post("/instances", NEW).expect(201);
    String link = path(program.post(HUB + "/tries").expect(201));
    var person = new ConsoleBrowser(console.address());
    assertThat(person.get(link).body()).contains("is told who you are");
    assertThat(person.get(link).statusCode()).as("to look at it changes nothing").isEqualTo(200);
    assertThat(person.post(link, Map.of()).statusCode()).isEqualTo(303);

    var second = new ConsoleBrowser(console.address());
    assertThat(second.get(link).statusCode()).isEqualTo(404);
    assertThat(second.post(link, Map.of()).statusCode()).isEqualTo(404);
    assertThat(second.cookies).isEmpty();

    Answer late = program.post(HUB + "/tries").expect(201);
    world.clock.advance(Duration.ofMinutes(10));
    assertThat(second.post(path(late), Map.of()).statusCode()).isEqualTo(404);
    assertThat(program.get("/tries/" + late.text("/id")).text("/state")).isEqualTo("expired");
    world.clock.advance(Duration.ofMinutes(50));
    program.get("/tries/" + late.text("/id")).expect(404);
  }

  @Test
  void aTryThatAnotherSiteCausesIsRefused() throws IOException {
    open();
    program.post("/instances", NEW).expect(201);
    String link = path(program.post(HUB + "/tries").expect(201));
    var person = new ConsoleBrowser(console.address());

    HttpResponse<String> refused =
        person.send(
            person
                .request(link)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(person.post(link, Map.of()).statusCode()).isEqualTo(303);
  }

  @Test
  void theOrderNamesEachInstanceOnce() throws IOException {
    open();
    program.post("/instances", NEW).expect(201);
    program.post("/instances", NEW.replace("\"huggingface\"", "\"second\"")).expect(201);

    for (String order :
        List.of("[]", "[\"second\"]", "[\"second\",\"second\"]", "[\"second\",\"third\"]")) {
      assertThat(program.put("/order", "{\"order\": " + order + "}").expect(409).code())
          .isEqualTo("conflict");
    }
    program.put("/order", "{\"order\": [\"second\", \"huggingface\"]}").expect(200);

    assertThat(program.get("/instances").body().get("items").findValuesAsText("id"))
        .containsExactly("second", "huggingface");
    assertThat(program.get("/order").body().get("order").get(0).asText()).isEqualTo("second");
  }

  @Test
  void whatWasExportedIsImportedByAPlan() throws IOException {
    open();
    program.post("/instances", NEW).expect(201);
    Answer exported = program.get("/export").expect(200);
    assertThat(exported.text("/instances/0/id")).isEqualTo("huggingface");
    assertThat(exported.response().body()).doesNotContain("canary");
    program.delete(HUB).expect(204);

    String file = exported.response().body();
    Answer plan = program.post("/import/plan", "{\"file\": " + file + "}").expect(200);
    assertThat(plan.text("/steps/0/action")).isEqualTo("create");
    assertThat(plan.text("/steps/0/missingSecrets/0")).isEqualTo("/clientSecret");
    program.get(HUB).expect(404);
    String now = "{\"file\": " + file + ", \"revision\": " + plan.text("/revision") + "}";
    program.post("/import", now).expect(200);
    assertThat(program.get(HUB).expect(200).text("/missingSecrets/0")).isEqualTo("/clientSecret");
    assertThat(program.post("/import", now).expect(409).code()).isEqualTo("conflict");

    String broken = "{\"file\": {\"format\": \"connectorkit-instances\", \"version\": 1}}";
    Answer refused = program.post("/import/plan", broken).expect(422);
    assertThat(refused.text("/errors/0/pointer")).startsWith("/file");
  }

  @Test
  void theActivityIsReadPageByPage() throws IOException {
    open();
    program.post("/connectors/reload").expect(200);

    var seen = new ArrayList<String>();
    String next = "";
    for (int pages = 0; pages < 10 && !next.equals("null"); pages++) {
      Answer page = program.get("/activity?limit=1" + next).expect(200);
      page.body().get("items").forEach(entry -> seen.add(entry.get("action").asText()));
      JsonNode more = page.body().get("next");
      next = more.isNull() ? "null" : "&before=" + more.asLong();
    }

    assertThat(seen)
        .containsExactly(
            "plugins.reloaded", "api-token.created", "operator.set-up", "operator.link-issued");
    for (String query : List.of("limit=0", "limit=201", "limit=x", "before=0", "before=-1")) {
      assertThat(program.get("/activity?" + query).expect(422).code()).isEqualTo("invalid");
    }
  }

  /** Begins a try, says yes at the provider in a browser of nobody, and reads the report. */
  private Answer tried() {
    Answer begun = program.post(HUB + "/tries").expect(201);
    assertThat(begun.text("/state")).isEqualTo("waiting");
    var person = new ConsoleBrowser(console.address());
    HttpResponse<String> sent = person.post(path(begun), Map.of());
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    String id = begun.text("/id");
    assertThat(program.get("/tries/" + id).expect(200).text("/state")).isEqualTo("opened");
    URI authorization = URI.create(sent.headers().firstValue("Location").orElseThrow());
    URI callback = world.provider.authorize(authorization, Consent.allow(ADA));
    String page = person.get(callback.getRawPath() + "?" + callback.getRawQuery()).body();
    assertThat(page).contains("The program that began it").doesNotContain("Ada Example");
    Answer ended = program.get("/tries/" + id).expect(200);
    assertThat(ended.text("/state")).isEqualTo("ended");
    return ended;
  }

  private Answer update(Answer former, String body) {
    return program.put(HUB, body, "If-Match", former.header("ETag")).expect(200);
  }

  private String secret() {
    Object secret = console.instances().open("huggingface").config().get("clientSecret");
    return ((Secret) secret).reveal();
  }

  private List<String> actions() {
    var actions = new ArrayList<String>();
    program
        .get("/activity?limit=200")
        .body()
        .get("items")
        .forEach(
            entry ->
                actions.add(
                    entry.get("actor").asText()
                        + " "
                        + entry.get("action").asText()
                        + " "
                        + entry.get("subject").asText()));
    return actions;
  }

  private static String path(Answer begun) {
    return URI.create(begun.text("/link")).getPath();
  }
}
