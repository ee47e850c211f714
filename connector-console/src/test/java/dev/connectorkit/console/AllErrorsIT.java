package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an instance is told at once: its id, its name and its config. */
class AllErrorsIT {

  private static final String LONG = "x".repeat(101);

  @TempDir Path folder;
  private ApiWorld api;

  @BeforeEach
  void open() throws IOException {
    api = ApiWorld.in(folder);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theFormOfANewOneNamesAllFieldsAndLeadsToEach() {
    api.operator.get("/admin/instances/new?connector=huggingface-universal");
    HttpResponse<String> refused =
        api.operator.submit(
            "form.config", "id", "Not An Id", "name", LONG, "/scope", "openid", "/clientId", "");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(api.operator.page().select("#problems").hasAttr("autofocus")).isTrue();
    assertThat(api.operator.page().select("#problems a").eachAttr("href"))
        .containsExactly("#instance-id", "#instance-name", "#field-clientId");
    for (String id : new String[] {"instance-id", "instance-name", "field-clientId"}) {
      var field = api.operator.page().getElementById(id);
      assertThat(field.attr("aria-invalid")).as(id).isEqualTo("true");
      assertThat(field.attr("aria-describedby").split(" ")).as(id).contains(id + "-error");
      assertThat(api.operator.page().getElementById(id + "-error").text()).isNotEmpty();
    }
    assertThat(api.operator.page().getElementById("problems").hasAttr("autofocus")).isTrue();
    // Nothing that was entered is lost.
    assertThat(api.operator.page().getElementById("instance-id").attr("value"))
        .isEqualTo("Not An Id");
    assertThat(api.operator.page().getElementById("field-scope").text()).isEqualTo("openid");
    assertThat(api.console.instances().list()).isEmpty();
  }

  @Test
  void anIdThatIsTakenIsToldTogetherWithTheRest() {
    api.add();
    api.operator.get("/admin/instances/new?connector=huggingface-universal");
    api.operator.submit("form.config", "id", "huggingface", "name", "", "/clientId", "");

    assertThat(api.operator.page().select("#problems a").eachAttr("href"))
        .containsExactly("#instance-id", "#field-clientId");
    assertThat(api.operator.page().getElementById("instance-id-error").text()).contains("already");
  }

  @Test
  void theFormOfAStoredOneDoesTheSame() {
    api.add();
    api.operator.get("/admin/instances/huggingface");
    api.operator.submit("form.config", "name", LONG, "/clientId", "");

    assertThat(api.operator.page().select("#problems a").eachAttr("href"))
        .containsExactly("#instance-name", "#field-clientId");
    assertThat(api.console.instances().get("huggingface").displayName()).hasValue("The hub");
  }

  @Test
  void theFormOfAnApplicationNamesAllFieldsAsWell() {
    api.operator.get("/admin/applications/new");
    HttpResponse<String> refused =
        api.operator.submit("form.config", "name", "", "redirect_uris", "http://shop.example/");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(api.operator.page().select("#problems a").eachAttr("href"))
        .containsExactly("#name", "#redirect-uris", "#instances");
    for (String id : new String[] {"name", "redirect-uris", "instances"}) {
      assertThat(api.operator.page().getElementById(id).attr("aria-describedby"))
          .contains(id + "-error");
      assertThat(api.operator.page().getElementById(id + "-error").text()).isNotEmpty();
    }
    assertThat(
            api.program
                .post("/applications", "{\"name\": \"\", \"redirectUris\": [], \"instances\": []}")
                .expect(422)
                .body()
                .get("errors")
                .findValuesAsText("pointer"))
        .containsExactly("/name", "/redirectUris", "/instances");
  }

  @Test
  void eachRedirectUriThatIsWrongIsToldAtItsPlace() {
    assertThat(
            api.program
                .post(
                    "/applications",
                    """
                    {"name": "Shop", "instances": [],
                     "redirectUris": ["http://shop.example/", "https://shop.example/", "ftp:x"]}
                    """)
                .expect(422)
                .body()
                .get("errors")
                .findValuesAsText("pointer"))
        .containsExactly("/redirectUris/0", "/redirectUris/2", "/instances");

    api.operator.get("/admin/applications/new");
    api.operator.submit(
        "form.config",
        "name",
        "Shop",
        "redirect_uris",
        "http://shop.example/\nhttps://a.example/#x");
    assertThat(api.operator.page().select("#problems a").eachAttr("href"))
        .containsExactly("#redirect-uris", "#redirect-uris", "#instances");
    assertThat(api.operator.page().select("#redirect-uris-error").text())
        .contains("http://shop.example/", "https://a.example/#x");
  }

  @Test
  void aProgramIsToldAllByPointers() {
    ApiProgram.Answer refused =
        api.program.post(
            "/instances",
            """
            {"id": "Not An Id", "connector": "huggingface-universal", "name": "%s",
             "config": {"scope": 5}}
            """
                .formatted(LONG));

    refused.expect(422);
    assertThat(refused.text("/code")).isEqualTo("invalid");
    assertThat(refused.body().get("errors").findValuesAsText("pointer"))
        .contains("/id", "/name", "/config/clientId", "/config/scope");

    api.add();
    ApiProgram.Answer stored = api.program.get("/instances/huggingface");
    var changed =
        api.program.put(
            "/instances/huggingface",
            "{\"name\": \"%s\", \"config\": {}}".formatted(LONG),
            "If-Match",
            stored.response().headers().firstValue("ETag").orElseThrow());
    assertThat(changed.expect(422).body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/name", "/config/clientId");
  }
}
