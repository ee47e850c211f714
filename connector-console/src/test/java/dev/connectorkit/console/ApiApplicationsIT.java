package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.api.DocumentedApi;
import dev.connectorkit.console.handover.OAuthException;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications are registered and changed by a program. */
class ApiApplicationsIT {

  private static final String SHOP =
      """
      {"name": "Shop", "redirectUris": ["https://shop.example/callback"],
       "instances": ["huggingface"]}
      """;

  @TempDir Path folder;
  private ApiWorld api;

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void anApplicationIsRegisteredChangedAndRemovedAndItsSecretIsToldOnce(DatabaseKind kind)
      throws IOException {
    api = ApiWorld.with(kind.fresh(folder));
    api.add();

    Answer made = api.program.post("/applications", SHOP).expect(201);
    String one = "/applications/" + made.text("/clientId");
    String secret = made.text("/secret");
    assertThat(made.header("Location")).isEqualTo("/api/v1" + one);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    assertThat(authenticates(made, secret)).isTrue();

    Answer read = api.program.get(one).expect(200);
    assertThat(read.header("ETag")).isEqualTo(made.header("ETag"));
    Answer list = api.program.get("/applications").expect(200);
    assertThat(list.body().at("/items/0")).isEqualTo(read.body());
    assertThat(list.text("/issuer")).isEqualTo(api.world.publicUrl.toString());

    String changed = SHOP.replace("Shop", "Kiosk");
    assertThat(api.program.put(one, changed).expect(428).code()).isEqualTo("precondition_required");
    Answer next = api.program.put(one, changed, "If-Match", read.header("ETag")).expect(200);
    assertThat(next.text("/name")).isEqualTo("Kiosk");
    assertThat(api.program.put(one, SHOP, "If-Match", read.header("ETag")).expect(412).code())
        .isEqualTo("precondition_failed");
    Optional<String> none = Optional.empty();
    api.program.send("DELETE", one, none, "If-Match", read.header("ETag")).expect(412);
    assertThat(authenticates(made, secret)).as("a change keeps the secret").isTrue();

    api.program.delete(one).expect(204);
    api.program.get(one).expect(404);
    assertThat(authenticates(made, secret)).isFalse();
    assertThat(List.of(read, list, next, api.program.get("/activity?limit=200")))
        .noneMatch(answer -> answer.response().body().contains(secret));
    assertThat(api.actions())
        .containsSubsequence(
            "token:ci application.removed " + made.text("/clientId"),
            "token:ci application.changed " + made.text("/clientId"),
            "token:ci application.registered " + made.text("/clientId"));
  }

  @Test
  void aSecretIsExchangedWhileTheFormerOneIsStillGood() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    Answer made = api.program.post("/applications", SHOP).expect(201);
    String secrets = "/applications/" + made.text("/clientId") + "/secrets";

    Answer second = api.program.post(secrets).expect(201);
    assertThat(second.body().get("secrets")).hasSize(2);
    assertThat(authenticates(made, made.text("/secret"))).isTrue();
    assertThat(authenticates(made, second.text("/secret"))).isTrue();
    assertThat(api.program.post(secrets).expect(422).code()).isEqualTo("invalid");

    Optional<String> none = Optional.empty();
    String first = secrets + "/" + made.text("/secrets/0/id");
    api.program.send("DELETE", first, none, "If-Match", made.header("ETag")).expect(412);
    api.program.delete(first).expect(204);
    api.program.delete(first).expect(404);
    assertThat(authenticates(made, made.text("/secret"))).isFalse();
    assertThat(authenticates(made, second.text("/secret"))).isTrue();
    api.program.post("/applications/AAAAAAAAAAAAAAAAAAAAAA/secrets").expect(404);
  }

  @Test
  void anInstanceThatDoesNotExistIsNoticedUnlessItIsGoneSince() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    String misspelt = SHOP.replace("[\"huggingface\"]", "[\"huggingface\", \"huggingfase\"]");

    Answer refused = api.program.post("/applications", misspelt).expect(400);
    assertThat(refused.body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/instances/1");

    Answer made = api.program.post("/applications", SHOP).expect(201);
    api.program.delete(ApiWorld.HUB).expect(204);
    String one = "/applications/" + made.text("/clientId");
    api.program.put(one, SHOP, "If-Match", made.header("ETag")).expect(200);
    api.program.put(one, misspelt, "If-Match", "*").expect(400);
  }

  @Test
  void whatTheDescriptionForbidsIsRefused() throws IOException {
    api = ApiWorld.in(folder);
    api.add();
    for (String body :
        List.of(
            "{}",
            SHOP.replace("\"Shop\"", "1"),
            SHOP.replace("[\"https://shop.example/callback\"]", "[]"),
            SHOP.replace("[\"https://shop.example/callback\"]", "[1]"),
            SHOP.replace("[\"huggingface\"]", "[]"),
            SHOP.replace("\"name\"", "\"secret\": \"mine\", \"name\""))) {
      assertThat(
              new DocumentedApi()
                  .allowsBody(
                      "POST", "/api/v1/applications", JsonMapper.builder().build().readTree(body)))
          .as(body)
          .isFalse();
      assertThat(api.program.post("/applications", body).status()).as(body).isIn(400, 422);
    }
    String plain = SHOP.replace("https://shop", "http://shop");
    Answer refused = api.program.post("/applications", plain).expect(422);
    assertThat(refused.text("/detail")).contains("https://");
    assertThat(api.program.get("/applications").body().get("items")).isEmpty();
  }

  @Test
  void anotherKeySignsAndTheFormerOneIsStillPublished() throws IOException {
    api = ApiWorld.in(folder);
    String former = api.program.post("/signing-key/exchange").expect(200).text("/keyId");

    String next = api.program.post("/signing-key/exchange").expect(200).text("/keyId");

    assertThat(next).isNotEqualTo(former);
    assertThat(api.console.handover().signingKeys().published()).contains(former, next);
    assertThat(api.actions()).contains("token:ci signing-key.made " + next);
  }

  private boolean authenticates(Answer made, String secret) {
    try {
      return api.console
          .handover()
          .applications()
          .authenticated(made.text("/clientId"), Secret.of(secret))
          .clientId()
          .equals(made.text("/clientId"));
    } catch (OAuthException e) {
      return false;
    }
  }
}
