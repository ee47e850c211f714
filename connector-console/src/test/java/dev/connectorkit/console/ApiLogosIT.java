package dev.connectorkit.console;

import static dev.connectorkit.console.ApiWorld.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ApiProgram.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance's own logo, set and removed by a program. */
class ApiLogosIT {

  private static final String LIGHT = HUB + "/logos/light";
  private static final String SVG = "image/svg+xml";
  private static final String DRAWN =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle r=\"4\"/></svg>";

  @TempDir Path folder;
  private ApiWorld api;

  @BeforeEach
  void open() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    api.program.post(HUB + "/enable", "{\"anyway\": true}").expect(200);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aLogoIsSetReadReplacedAndRemoved() {
    assertThat(api.program.get(LIGHT).expect(404).code()).isEqualTo("not_found");
    put(LIGHT, SVG, DRAWN).expect(201);

    Answer read = api.program.get(LIGHT).expect(200);
    assertThat(read.response().body()).isEqualTo(DRAWN);
    assertThat(read.header("Content-Type")).isEqualTo(SVG);
    assertThat(read.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
    assertThat(read.header("Cache-Control")).isEqualTo("no-store");
    assertThat(api.operator.get("/").body()).contains("/picture/");
    api.program.get(HUB + "/logos/dark").expect(404);

    String other = DRAWN.replace("4", "2");
    put(LIGHT, SVG, other).expect(204);
    assertThat(api.program.get(LIGHT).response().body()).isEqualTo(other);

    api.program.delete(LIGHT).expect(204);
    api.program.delete(LIGHT).expect(404);
    assertThat(api.operator.get("/").body()).doesNotContain("/picture/");
    assertThat(api.actions())
        .filteredOn(action -> action.contains("logo"))
        .containsExactly(
            "token:ci instance.logo-removed huggingface",
            "token:ci instance.logo-set huggingface",
            "token:ci instance.logo-set huggingface");
  }

  @Test
  void whatDoesMoreThanDrawIsRefused() {
    for (String content : List.of("", "hello", DRAWN.replace("<circle", "<script/><circle"))) {
      assertThat(put(LIGHT, SVG, content).expect(422).code()).isEqualTo("invalid");
    }
    assertThat(put(LIGHT, SVG, "x".repeat(65_537)).expect(413).code()).isEqualTo("too_large");
    for (String type : List.of("application/json", "text/html", "image/gif")) {
      assertThat(put(LIGHT, type, DRAWN).expect(415).code()).isEqualTo("unsupported_media_type");
    }
    api.program.get(LIGHT).expect(404);
  }

  @Test
  void thereIsALogoForTwoKindsOfPagesOfAnInstance() {
    for (String path :
        List.of(HUB + "/logos/LIGHT", HUB + "/logos/grey", "/instances/no/logos/dark")) {
      put(path, SVG, DRAWN).expect(404);
      api.program.get(path).expect(404);
      api.program.delete(path).expect(404);
    }
  }

  @Test
  void whoAcceptsNoPictureGetsNone() {
    put(LIGHT, SVG, DRAWN).expect(201);
    Optional<String> none = Optional.empty();

    assertThat(
            api.program.send("GET", LIGHT, none, "Accept", "application/json").expect(406).code())
        .isEqualTo("not_acceptable");
    api.program.send("GET", LIGHT, none, "Accept", "image/*").expect(200);
    api.program.send("GET", LIGHT, none, "Accept", "image/png, image/svg+xml;q=0.5").expect(200);
  }

  private Answer put(String path, String type, String content) {
    return api.program.answer(
        "PUT",
        api.program
            .request("PUT", path, Optional.empty())
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString(content)));
  }
}
