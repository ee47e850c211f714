package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ApiProgram.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The id of a removed instance, given to another provider, on the pages and by the API. */
class KnownProvidersIT {

  private static final String ELSEWHERE =
      ApiWorld.NEW.replace("\"clientId\"", "\"baseUrl\": \"https://hub.example\", \"clientId\"");

  @TempDir Path folder;
  private ApiWorld api;

  @BeforeEach
  void removeOneThatWasEnabled() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    api.program.post(ApiWorld.HUB + "/enable", "{\"anyway\": true}").expect(200);
    Answer known = api.program.get("/known-providers").expect(200);
    assertThat(known.text("/items/0/id")).isEqualTo("huggingface");
    assertThat(known.body().at("/items/0/inUse").asBoolean()).isTrue();
    assertThat(api.program.delete("/known-providers/huggingface").expect(409).code())
        .isEqualTo("conflict");
    api.program.delete(ApiWorld.HUB).expect(204);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aProgramIsRefusedUntilItReleasesIt() {
    Answer refused = api.program.post("/instances", ELSEWHERE).expect(409);
    assertThat(refused.code()).isEqualTo("other_provider");
    assertThat(refused.text("/detail")).contains("Choose another id", "release 'huggingface'");

    api.program.delete("/known-providers/huggingface").expect(204);
    api.program.delete("/known-providers/huggingface").expect(404);

    api.program.post("/instances", ELSEWHERE).expect(201);
    assertThat(api.actions()).contains("token:ci provider.released huggingface");
  }

  @Test
  void anOperatorReadsWhyAndReleasesItAfterAConfirmation() {
    ConsoleBrowser operator = api.operator;
    operator.get("/admin/instances/new?connector=huggingface-universal");
    HttpResponse<String> refused =
        operator.submit(
            "form.config",
            "id",
            "huggingface",
            "/clientId",
            "client",
            "/clientSecret",
            "canary",
            "/baseUrl",
            "https://hub.example");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(operator.page().select("#problems").text()).contains("Known providers");

    operator.get("/admin/instances");
    operator.get(operator.page().select("#known-providers").attr("href"));
    assertThat(operator.page().select("#provider-huggingface").text())
        .contains("baseUrl", "https://huggingface.co");
    operator.get(operator.page().select("#provider-huggingface a").attr("href"));
    assertThat(operator.page().text()).contains("would let strangers into them");
    operator.submit("form[action$=/release]");

    assertThat(operator.location()).isEqualTo("/admin/known-providers?done=released");
    assertThat(operator.page().select("#provider-huggingface")).isEmpty();
    api.program.post("/instances", ELSEWHERE).expect(201);
    assertThat(api.actions()).contains("ada provider.released huggingface");
  }
}
