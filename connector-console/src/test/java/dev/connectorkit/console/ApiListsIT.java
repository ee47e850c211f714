package dev.connectorkit.console;

import static dev.connectorkit.console.ApiWorld.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.setting.ShownSetting;
import dev.connectorkit.console.setting.ShownSetting.Source;
import dev.connectorkit.testkit.huggingface.Quirk;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.EnumSource;

/** What a program can look at: activity, sign-ins, settings. */
class ApiListsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private ApiWorld api;

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theActivityIsReadPageByPage() throws IOException {
    api = ApiWorld.in(folder);
    api.program.post("/connectors/reload").expect(200);

    assertThat(pages("/activity?limit=1", "action"))
        .containsExactly(
            "plugins.reloaded", "api-token.created", "operator.set-up", "operator.link-issued");
    for (String query : List.of("limit=0", "limit=201", "limit=x", "before=0", "before=-1")) {
      assertThat(api.program.get("/activity?" + query).expect(422).code()).isEqualTo("invalid");
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void signInsAreFilteredAndReadPageByPageAndNobodyIsNamed(DatabaseKind kind) throws IOException {
    api = ApiWorld.with(kind.fresh(folder));
    api.add();
    api.program.post(HUB + "/enable", "{\"anyway\": true}").expect(200);
    assertThat(api.signIn()).contains("Ada Example");
    api.world.provider.switchOn(Quirk.OUTAGE);
    api.signIn();
    await().atMost(PATIENCE).until(() -> signIns("").size() == 2);

    Answer all = api.program.get("/sign-ins").expect(200);
    assertThat(all.body().toString()).doesNotContain("Ada", "ada-example", "5f00000", "canary");
    assertThat(all.text("/kept/days")).isEqualTo("30");
    JsonNode failed = all.body().at("/items/0");
    assertThat(failed.path("instance").asText()).isEqualTo("huggingface");
    assertThat(failed.path("step").asText()).isEqualTo("token");
    assertThat(failed.path("code").asText()).isEqualTo("unavailable");
    assertThat(all.body().at("/items/1/code").isNull()).isTrue();

    assertThat(pages("/sign-ins?limit=1", "outcome")).containsExactly("failure", "success");
    assertThat(signIns("?outcome=success")).containsExactly("success");
    assertThat(signIns("?instance=huggingface&outcome=failure")).containsExactly("failure");
    assertThat(signIns("?outcome=given_up")).isEmpty();
    assertThat(signIns("?instance=gone")).isEmpty();
    assertThat(signIns("?instance=&outcome=")).hasSize(2);
  }

  @Test
  void aFilterThatCannotBeIsRefusedAndNotLeftOut() throws IOException {
    api = ApiWorld.in(folder);

    for (String query :
        List.of("outcome=failed", "outcome=FAILURE", "instance=A%00B", "limit=0", "before=x")) {
      Answer refused = api.program.get("/sign-ins?" + query);
      assertThat(refused.expect(422).code()).as(query).isEqualTo("invalid");
      assertThat(refused.text("/detail")).contains("'" + query.replaceAll("=.*", "") + "'");
    }
  }

  @Test
  void theSettingsAreTheOnesOfThePageWithoutSecrets() throws IOException {
    api =
        ApiWorld.with(
            folder,
            new SourceSettings(
                Optional.empty(),
                Map.of("CONNECTOR_NOBODY__SCOPE", "openid"),
                List.of(
                    ShownSetting.of("--port", "CONSOLE_PORT", "8080", Source.COMMAND_LINE),
                    ShownSetting.of("--trust-file", "CONSOLE_TRUST_FILE", "", Source.DEFAULT),
                    ShownSetting.ofSecret("CONSOLE_KEYS", Source.ENVIRONMENT))));

    JsonNode settings = api.program.get("/settings").expect(200).body();

    assertThat(settings.get("items"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"option\":\"--port\",\"variable\":\"CONSOLE_PORT\",\"set\":true,\"secret\":false,"
                + "\"value\":\"8080\",\"source\":\"command_line\"}",
            "{\"option\":\"--trust-file\",\"variable\":\"CONSOLE_TRUST_FILE\",\"set\":false,"
                + "\"secret\":false,\"value\":null,\"source\":\"default\"}",
            "{\"option\":null,\"variable\":\"CONSOLE_KEYS\",\"set\":true,\"secret\":true,"
                + "\"value\":null,\"source\":\"environment\"}");
    assertThat(settings.at("/problems/0/code").asText()).isEqualTo("variable_unused");
    assertThat(settings.at("/problems/0/subject").asText()).isEqualTo("CONNECTOR_NOBODY__SCOPE");
  }

  private List<String> signIns(String query) {
    return api.program.get("/sign-ins" + query).expect(200).body().findValuesAsText("outcome");
  }

  /** A member of all items, by following {@code next} to the end. */
  private List<String> pages(String first, String member) {
    var seen = new ArrayList<String>();
    String next = "";
    for (int pages = 0; pages < 10 && !next.equals("null"); pages++) {
      Answer page = api.program.get(first + next).expect(200);
      assertThat(page.body().get("items")).hasSize(1);
      page.body().get("items").forEach(entry -> seen.add(entry.get(member).asText()));
      JsonNode more = page.body().get("next");
      next = more.isNull() ? "null" : "&before=" + more.asLong();
    }
    return seen;
  }
}
