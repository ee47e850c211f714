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

/** A working instance is changed without a moment in which nobody can sign in. */
class PendingChangesIT {

  private static final String BROKEN =
      "{\"config\": {\"clientId\": \"nobody\", \"scope\": \"openid profile email\"}}";
  private static final String GOOD =
      "{\"config\": {\"clientId\": \"client\", \"scope\": \"openid profile\"}}";

  @TempDir Path folder;
  private ApiWorld api;

  @BeforeEach
  void enableOne() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    api.program.post(ApiWorld.HUB + "/enable", "{\"anyway\": true}").expect(200);
    assertThat(api.signIn()).contains("Ada Example");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aProgramSavesTriesAndPutsLive() {
    Answer saved = put(BROKEN);
    assertThat(saved.text("/config/clientId")).isEqualTo("client");
    assertThat(saved.text("/pending/config/clientId")).isEqualTo("nobody");
    assertThat(saved.body().at("/pending/tried").asBoolean()).isFalse();
    assertThat(api.signIn()).contains("Ada Example");
    assertThat(api.program.post(ApiWorld.HUB + "/put-live").expect(409).code())
        .isEqualTo("not_tried");

    Answer discarded = api.program.delete(ApiWorld.HUB + "/pending").expect(200);
    assertThat(discarded.body().get("pending").isNull()).isTrue();
    api.program.delete(ApiWorld.HUB + "/pending").expect(404);

    put(GOOD);
    assertThat(api.tried().body().at("/report/passed").asBoolean()).isTrue();
    assertThat(api.program.get(ApiWorld.HUB).body().at("/pending/tried").asBoolean()).isTrue();
    Answer live = api.program.post(ApiWorld.HUB + "/put-live").expect(200);
    assertThat(live.text("/config/scope")).isEqualTo("openid profile");
    assertThat(live.body().get("pending").isNull()).isTrue();
    assertThat(live.body().get("tried").asBoolean()).isTrue();
    assertThat(api.signIn()).contains("Ada Example");
    assertThat(api.actions())
        .containsSubsequence(
            "token:ci instance.change-put-live huggingface",
            "token:ci instance.change-tried huggingface",
            "token:ci instance.change-saved huggingface",
            "token:ci instance.change-discarded huggingface",
            "token:ci instance.change-saved huggingface");
  }

  @Test
  void whatIsWantedLiveIsLiveAtOnce() {
    Answer saved = put(GOOD.replace("{\"config\"", "{\"live\": true, \"config\""));

    assertThat(saved.text("/config/scope")).isEqualTo("openid profile");
    assertThat(saved.body().get("pending").isNull()).isTrue();
  }

  @Test
  void anOperatorSavesPutsLiveAndDiscards() {
    ConsoleBrowser operator = api.operator;
    String page = "/admin" + ApiWorld.HUB;
    operator.get(page);
    assertThat(operator.page().select("#pending")).isEmpty();
    assertThat(operator.page().select("#save").text()).isEqualTo("Save the change");
    assertThat(operator.page().select("#live-note").text()).contains("live at once");

    save("");
    assertThat(operator.location()).isEqualTo(page + "?done=change-saved");
    assertThat(operator.page().select("#pending").text()).contains("not live yet", "by ada");
    assertThat(operator.page().select("[name=/clientId]").attr("value")).isEqualTo("nobody");
    assertThat(api.signIn()).contains("Ada Example");

    operator.get("/admin/instances");
    assertThat(operator.page().select("#instance-huggingface .pending").text())
        .contains("not live yet");
    operator.get(page);
    HttpResponse<String> asked = operator.submit("form[action$=/put-live]");
    assertThat(asked.statusCode()).isEqualTo(409);
    assertThat(operator.page().text()).contains("has not passed a try");
    operator.get(page);
    operator.submit("form[action$=/discard]");
    assertThat(operator.location()).isEqualTo(page + "?done=discarded");
    assertThat(operator.page().select("[name=/clientId]").attr("value")).isEqualTo("client");

    save("");
    operator.submit("form[action$=/put-live]");
    operator.submit("form[action$=/put-live]", "anyway", "yes");
    assertThat(operator.location()).isEqualTo(page + "?done=put-live");
    assertThat(api.program.get(ApiWorld.HUB).text("/config/clientId")).isEqualTo("nobody");
  }

  @Test
  void anOperatorMayPutAChangeLiveUntried() {
    api.operator.get("/admin" + ApiWorld.HUB);
    save("yes");

    assertThat(api.operator.location()).endsWith("?done=put-live");
    assertThat(api.program.get(ApiWorld.HUB).text("/config/clientId")).isEqualTo("nobody");
  }

  private void save(String live) {
    String[] fields = {"name", "The hub", "/clientId", "nobody", "/scope", "openid", "live", live};
    api.operator.submit(
        "form.config",
        live.isEmpty() ? java.util.Arrays.copyOf(fields, fields.length - 2) : fields);
  }

  private Answer put(String body) {
    Answer now = api.program.get(ApiWorld.HUB).expect(200);
    return api.program.put(ApiWorld.HUB, body, "If-Match", now.header("ETag")).expect(200);
  }
}
