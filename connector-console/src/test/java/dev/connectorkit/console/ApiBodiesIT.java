package dev.connectorkit.console;

import static dev.connectorkit.console.ApiWorld.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.api.DocumentedApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a body of the API must be like, whatever it is for. */
class ApiBodiesIT {

  @TempDir static Path folder;
  private static ApiWorld api;

  @BeforeAll
  static void open() throws IOException {
    api = ApiWorld.in(folder);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @AfterEach
  void nothingWasMade() {
    assertThat(api.program.get("/instances").body().get("items")).isEmpty();
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
    JsonNode json = JsonMapper.builder().build().readTree(body);
    assertThat(new DocumentedApi().allowsBody("POST", "/api/v1/instances", json)).isFalse();

    Answer refused = api.program.post("/instances", body).expect(400);

    assertThat(refused.code()).isEqualTo("invalid_request_parameters");
    assertThat(refused.body().get("errors")).isNotEmpty();
  }

  @Test
  void whatIsNoJsonObjectIsRefusedWithoutRepeatingIt() {
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
      Answer refused = api.program.post("/instances", body).expect(400);
      assertThat(refused.code()).as(body).isEqualTo("malformed");
      assertThat(refused.response().body()).doesNotContain("canary");
    }
  }

  @Test
  void aBodyIsBoundedAlsoWhenItDoesNotSayHowLongItIs() {
    String large = "{\"id\": \"" + "x".repeat(1_000_001) + "\"}";
    assertThat(api.program.post("/instances", large).expect(413).code()).isEqualTo("too_large");

    HttpRequest.Builder streamed =
        api.program
            .request("POST", "/instances", Optional.empty())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(large.getBytes())));
    assertThat(api.program.answer("POST", streamed).expect(413).code()).isEqualTo("too_large");
  }

  @Test
  void onlyJsonIsTaken() {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "text/json")) {
      HttpRequest.Builder request =
          api.program
              .request("POST", "/instances", Optional.empty())
              .header("Content-Type", type)
              .POST(HttpRequest.BodyPublishers.ofString(NEW));
      assertThat(api.program.answer("POST", request).expect(415).code())
          .isEqualTo("unsupported_media_type");
    }
  }
}
