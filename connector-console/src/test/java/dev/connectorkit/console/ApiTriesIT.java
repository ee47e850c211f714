package dev.connectorkit.console;

import static dev.connectorkit.console.ApiWorld.HUB;
import static dev.connectorkit.console.ApiWorld.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ApiProgram.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tries that a program begins and a person finishes. */
class ApiTriesIT {

  @TempDir Path folder;
  private ApiWorld api;

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aTryThatFailsSaysWhereToChangeWhat() throws IOException {
    api = ApiWorld.in(folder);
    api.program.post("/instances", NEW.replace("canary-client-secret", "canary-wrong")).expect(201);

    Answer ended = api.tried();

    assertThat(ended.body().at("/report/passed").asBoolean()).isFalse();
    assertThat(ended.text("/report/failure/step")).isEqualTo("token");
    assertThat(ended.text("/report/failure/pointer")).isEqualTo("/clientSecret");
    assertThat(ended.text("/report/failure/providerCode")).isEqualTo("invalid_client");
    assertThat(ended.body().toString()).doesNotContain("canary");
    assertThat(api.program.get(HUB).body().get("tried").asBoolean()).isFalse();
    assertThat(api.program.post(HUB + "/check").expect(200).text("/verdict"))
        .isNotEqualTo("usable");
  }

  @Test
  void theLinkOfATryWorksOnceAndInTime() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    String link = ApiWorld.path(api.program.post(HUB + "/tries").expect(201));
    var person = new ConsoleBrowser(api.console.address());
    assertThat(person.get(link).body()).contains("is told who you are");
    assertThat(person.get(link).statusCode()).as("to look at it changes nothing").isEqualTo(200);
    assertThat(person.post(link, Map.of()).statusCode()).isEqualTo(303);

    var second = new ConsoleBrowser(api.console.address());
    assertThat(second.get(link).statusCode()).isEqualTo(404);
    assertThat(second.post(link, Map.of()).statusCode()).isEqualTo(404);
    assertThat(second.cookies).isEmpty();

    Answer late = api.program.post(HUB + "/tries").expect(201);
    api.world.clock.advance(Duration.ofMinutes(10));
    assertThat(second.post(ApiWorld.path(late), Map.of()).statusCode()).isEqualTo(404);
    assertThat(api.program.get("/tries/" + late.text("/id")).text("/state")).isEqualTo("expired");
    api.world.clock.advance(Duration.ofMinutes(50));
    api.program.get("/tries/" + late.text("/id")).expect(404);
  }

  @Test
  void aTryThatAnotherSiteCausesIsRefused() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    String link = ApiWorld.path(api.program.post(HUB + "/tries").expect(201));
    var person = new ConsoleBrowser(api.console.address());

    HttpResponse<String> refused =
        person.send(
            person
                .request(link)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(person.post(link, Map.of()).statusCode()).isEqualTo(303);
  }
}
