package dev.connectorkit.console;

import static dev.connectorkit.console.ApiWorld.HUB;
import static dev.connectorkit.console.ApiWorld.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does with instances on the pages, done by a program. */
class ApiInstancesIT {

  @TempDir Path folder;
  private ApiWorld api;

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void fromTheCatalogueToASignInPageAndBack(DatabaseKind kind) throws IOException {
    api = ApiWorld.with(kind.fresh(folder));
    Answer connectors = api.program.get("/connectors").expect(200);
    assertThat(connectors.text("/items/0/id")).isEqualTo("huggingface-universal");
    Answer connector = api.program.get("/connectors/huggingface-universal").expect(200);
    assertThat(connector.body().at("/configSchema/properties/clientSecret/writeOnly").asBoolean())
        .isTrue();
    assertThat(connector.text("/readme")).contains("huggingface.co");

    Answer made = api.add();
    assertThat(made.header("Location")).isEqualTo("/api/v1" + HUB);
    assertThat(made.text("/state")).isEqualTo("draft");
    assertThat(made.text("/redirectUri")).isEqualTo(api.world.publicUrl + "/callback/huggingface");
    assertThat(made.text("/secrets/0/pointer")).isEqualTo("/clientSecret");
    assertThat(api.program.post(HUB + "/enable").expect(409).code()).isEqualTo("not_tried");

    Answer ended = api.tried();
    assertThat(ended.body().at("/report/passed").asBoolean()).as(ended.body().toString()).isTrue();
    assertThat(ended.text("/report/profile/name")).isEqualTo("Ada Example");
    assertThat(ended.text("/begunBy")).isEqualTo("token:ci");

    assertThat(api.program.post(HUB + "/enable").expect(200).text("/state")).isEqualTo("enabled");
    assertThat(api.operator.get("/").body()).contains("The hub");
    assertThat(api.program.post(HUB + "/disable").expect(200).text("/state")).isEqualTo("disabled");
    assertThat(api.operator.get("/").body()).doesNotContain("The hub");
    api.program.delete(HUB).expect(204);
    assertThat(api.program.get(HUB).expect(404).code()).isEqualTo("not_found");

    assertThat(api.actions())
        .containsSubsequence(
            "token:ci instance.removed huggingface",
            "token:ci instance.disabled huggingface",
            "token:ci instance.enabled huggingface",
            "token:ci instance.tried huggingface",
            "token:ci instance.created huggingface");
  }

  @Test
  void aSecretIsKeptReplacedOrRemovedAndNeverComesBack() throws IOException {
    api = ApiWorld.in(folder);
    var seen = new ArrayList<String>();
    Answer made = api.add();
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
    assertThat(api.console.instances().open("huggingface").config()).containsOnlyKeys("clientId");

    seen.add(api.program.get(HUB).response().body());
    seen.add(api.program.get("/instances").response().body());
    seen.add(api.program.get("/activity?limit=200").response().body());
    assertThat(seen).noneMatch(body -> body.contains("canary"));
  }

  @Test
  void aChangeNamesWhatItWasMadeFrom() throws IOException {
    api = ApiWorld.in(folder);
    Answer made = api.add();
    String body = "{\"config\": {\"clientId\": \"other\"}}";

    assertThat(api.program.put(HUB, body).expect(428).code()).isEqualTo("precondition_required");
    for (String tag : List.of("\"0\"", "W/" + made.header("ETag"), "x", "")) {
      Answer refused = api.program.put(HUB, body, "If-Match", tag);
      assertThat(refused.expect(412).code()).as(tag).isEqualTo("precondition_failed");
    }
    api.program.put(HUB, body, "If-Match", "\"0\", " + made.header("ETag")).expect(200);
    api.program.put(HUB, body, "If-Match", made.header("ETag")).expect(412);
    api.program.put(HUB, body, "If-Match", "*").expect(200);

    Optional<String> none = Optional.empty();
    api.program.send("DELETE", HUB, none, "If-Match", made.header("ETag")).expect(412);
    api.program.send("POST", HUB + "/disable", none, "If-Match", made.header("ETag")).expect(412);
    api.program.get(HUB).expect(200);
  }

  @Test
  void everythingThatIsWrongWithAConfigIsSaidAtItsPlace() throws IOException {
    api = ApiWorld.in(folder);
    Answer refused =
        api.program.post(
            "/instances",
            """
            {"id": "hub", "connector": "huggingface-universal",
             "config": {"clientSecret": 17, "scop": "canary-value"}}
            """);

    assertThat(refused.expect(422).code()).isEqualTo("invalid_config");
    assertThat(refused.body().get("errors").findValuesAsText("pointer"))
        .contains("/config/clientId", "/config/clientSecret", "/config/scop");
    assertThat(refused.body().toString()).doesNotContain("canary", "17");
    assertThat(api.program.get("/instances").body().get("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/id, new, 422, invalid",
    "/id, Hub, 422, invalid",
    "/connector, hub, 400, invalid_request_parameters"
  })
  void anIdOrAConnectorThatCannotBeIsRefused(String pointer, String id, int status, String code)
      throws IOException {
    api = ApiWorld.in(folder);
    String body =
        NEW.replace("\"id\": \"huggingface\"", "\"id\": \"" + id + "\"")
            .replace(
                "huggingface-universal",
                pointer.equals("/connector") ? "none" : "huggingface-universal");

    Answer refused = api.program.post("/instances", body).expect(status);

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void anIdIsTakenOnce() throws IOException {
    api = ApiWorld.in(folder);
    api.add();

    assertThat(api.program.post("/instances", NEW).expect(409).code()).isEqualTo("conflict");
  }

  @Test
  void theOrderNamesEachInstanceOnce() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    api.program.post("/instances", NEW.replace("\"huggingface\"", "\"second\"")).expect(201);

    for (String order :
        List.of("[]", "[\"second\"]", "[\"second\",\"second\"]", "[\"second\",\"third\"]")) {
      assertThat(api.program.put("/order", "{\"order\": " + order + "}").expect(409).code())
          .isEqualTo("conflict");
    }
    api.program.put("/order", "{\"order\": [\"second\", \"huggingface\"]}").expect(200);

    assertThat(api.program.get("/instances").body().get("items").findValuesAsText("id"))
        .containsExactly("second", "huggingface");
    assertThat(api.program.get("/order").body().get("order").get(0).asText()).isEqualTo("second");
  }

  @Test
  void whatWasExportedIsImportedByAPlan() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    Answer exported = api.program.get("/export").expect(200);
    assertThat(exported.text("/instances/0/id")).isEqualTo("huggingface");
    assertThat(exported.response().body()).doesNotContain("canary");
    api.program.delete(HUB).expect(204);

    String file = exported.response().body();
    Answer plan = api.program.post("/import/plan", "{\"file\": " + file + "}").expect(200);
    assertThat(plan.text("/steps/0/action")).isEqualTo("create");
    assertThat(plan.text("/steps/0/missingSecrets/0")).isEqualTo("/clientSecret");
    api.program.get(HUB).expect(404);
    String now = "{\"file\": " + file + ", \"revision\": " + plan.text("/revision") + "}";
    api.program.post("/import", now).expect(200);
    assertThat(api.program.get(HUB).expect(200).text("/missingSecrets/0"))
        .isEqualTo("/clientSecret");
    assertThat(api.program.post("/import", now).expect(409).code()).isEqualTo("conflict");

    String broken = "{\"file\": {\"format\": \"connectorkit-instances\", \"version\": 1}}";
    Answer refused = api.program.post("/import/plan", broken).expect(422);
    assertThat(refused.text("/errors/0/pointer")).startsWith("/file");
  }

  @Test
  void anImportEnablesWhatNobodyTriedOnlyWhenThatIsSaid() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    String file =
        api.program
            .get("/export")
            .response()
            .body()
            .replace("\"draft\"", "\"enabled\"")
            .replace("\"config\" : {", "\"config\" : {\"clientSecret\": \"canary\",");
    String careful = "{\"file\": " + file + "}";
    String wanted = "{\"enableUntried\": true, \"file\": " + file + "}";

    Answer plan = api.program.post("/import/plan", careful).expect(200);
    assertThat(plan.text("/steps/0/state")).isEqualTo("disabled");
    assertThat(plan.body().at("/steps/0/untried").asBoolean()).isTrue();

    plan = api.program.post("/import/plan", wanted).expect(200);
    assertThat(plan.text("/steps/0/state")).isEqualTo("enabled");
    assertThat(plan.body().at("/steps/0/untried").asBoolean()).isTrue();
    api.program
        .post(
            "/import",
            wanted.replace("\"file\"", "\"revision\": " + plan.text("/revision") + ", \"file\""))
        .expect(200);
    assertThat(api.program.get(HUB).text("/state")).isEqualTo("enabled");
  }

  @Test
  void anExportLeavesLogosOutOnRequest() throws IOException {
    api = ApiWorld.in(folder);
    api.add();

    assertThat(api.program.get("/export").body().at("/instances/0").has("logos")).isTrue();
    assertThat(api.program.get("/export?logos=true").body().at("/instances/0").has("logos"))
        .isTrue();
    assertThat(api.program.get("/export?logos=false").body().at("/instances/0").has("logos"))
        .isFalse();
    assertThat(api.program.get("/export?logos=no").expect(422).code()).isEqualTo("invalid");
  }

  private Answer update(Answer former, String body) {
    return api.program.put(HUB, body, "If-Match", former.header("ETag")).expect(200);
  }

  private String secret() {
    Object secret = api.console.instances().open("huggingface").config().get("clientSecret");
    return ((Secret) secret).reveal();
  }
}
