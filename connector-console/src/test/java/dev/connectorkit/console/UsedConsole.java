package dev.connectorkit.console;

import static dev.connectorkit.console.ApiWorld.HUB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.handover.ApplicationChange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A console that was used for all it is for: an instance with a change that waits, tries that
 * passed and failed, an application, tokens, an import, wrong guesses. It knows every secret of
 * that, and what was answered meanwhile.
 */
final class UsedConsole implements AutoCloseable {

  private static final String LIVE = ConsoleWorld.CLIENT_SECRET;
  private static final String CHANGED = "canary-of-the-change";
  private static final String REFUSED = "canary that is refused";
  private static final String IN_A_FILE = "canary-in-the-file";
  private static final String LOGO =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle r=\"4\"/></svg>";

  final Canaries canaries = new Canaries();
  final List<Seen> seen = new ArrayList<>();
  final Map<String, String> ids = new LinkedHashMap<>();
  final ApiWorld api;

  /** A program that may only read. */
  final ApiProgram reader;

  /** Somebody who is signed in at the public page. */
  final ConsoleBrowser person;

  /** One answer, with its headers. */
  record Seen(String what, String text) {}

  UsedConsole(Path folder) throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(
        ConsoleWorld.shipped().resolve("connector-huggingface.jar"), plugins.resolve("hf.jar"));
    api = ApiWorld.withUploads(folder.resolve("data"), plugins, Optional.empty());
    canaries.add(ConsoleWorld.PASSWORD, ConsoleWorld.KEY.split(" ")[1]);
    canaries.add(LIVE, CHANGED, REFUSED, IN_A_FILE);
    canaries.add(api.operator.cookies.get("operator"));
    canaries.add(api.console.setUpLink().orElseThrow().getPath().replaceFirst(".*/", ""));
    reader = reader();
    person = new ConsoleBrowser(api.console.address());
    instanceWithAChange();
    application();
    imported();
    wrongGuesses();
    ids.putAll(
        Map.ofEntries(
            entry("/admin/set-up/{link}", "x"),
            entry("/admin/instances/{id}", "huggingface"),
            entry("/admin/known-providers/{id}", "huggingface"),
            entry("/admin/plugins/{plugin}", "connector-huggingface"),
            entry("/api/v1/connectors/{id}", "huggingface-universal"),
            entry("/api/v1/plugins/{id}", "connector-huggingface"),
            entry("/api/v1/instances/{id}", "huggingface"),
            entry("/api/v1/instances/{id}/logos/{variant}", "light"),
            entry("/assets/{file}", "admin.css"),
            entry("/callback/{instance}", "huggingface"),
            entry("/logo/{connector}", "huggingface-universal"),
            entry("/logo/{connector}/{variant}", "light"),
            entry("/picture/{hash}", picture())));
    onTheWire();
  }

  @Override
  public void close() {
    api.close();
  }

  void look(Answer answer) {
    look(answer.response().request().uri().getPath(), answer.response());
  }

  void look(String what, HttpResponse<String> answer) {
    seen.add(new Seen(what, answer.headers().map() + "\n" + answer.body()));
  }

  /** A token that may only read. */
  private ApiProgram reader() {
    api.operator.get("/admin/api-tokens");
    api.operator.submit(
        "form[action=/admin/api-tokens]",
        "password",
        ConsoleWorld.PASSWORD,
        "name",
        "reader",
        "days",
        "");
    String token = api.operator.page().select("#token").text();
    canaries.add(token, ApiProgram.token(api.operator, "writer"));
    return new ApiProgram(api.console.address(), token);
  }

  /** Enabled and used; its change waits, and does not work. */
  private void instanceWithAChange() {
    look(api.add());
    look(api.tried());
    look(api.program.post(HUB + "/enable").expect(200));
    api.program
        .answer(
            "PUT",
            api.program
                .request("PUT", HUB + "/logos/light", Optional.empty())
                .header("Content-Type", "image/svg+xml")
                .PUT(BodyPublishers.ofString(LOGO)))
        .expect(201);
    person.get(Visitor.consents(api.world.provider, person.post("/sign-in/huggingface", Map.of())));
    assertThat(person.page().text()).contains("Ada Example");
    canaries.add(person.cookies.get("session"));
    look(put(CHANGED).expect(200));
    look(put(REFUSED).expect(422));
    api.operator.get("/admin" + HUB);
    HttpResponse<String> refused =
        api.operator.submit(
            "form.config", "name", "", "/clientId", "client", "/clientSecret", REFUSED);
    assertThat(refused.statusCode()).isEqualTo(422);
    look("a form that is refused", refused);
    Answer failed = api.tried();
    assertThat(failed.body().at("/report/failure/pointer").asText()).isEqualTo("/clientSecret");
    look(failed);
    String waiting = api.program.post(HUB + "/tries").expect(201).text("/id");
    ids.put("/admin/tries/{id}", waiting);
    ids.put("/api/v1/tries/{id}", failed.text("/id"));
  }

  private Answer put(String secret) {
    Answer now = api.program.get(HUB).expect(200);
    return api.program.put(
        HUB,
        "{\"config\": {\"clientId\": \"client\", \"clientSecret\": \"" + secret + "\"}}",
        "If-Match",
        now.header("ETag"));
  }

  /** Somebody signs in at it; it also has a second secret, and sends a code that is none. */
  private void application() {
    var shop =
        new TestApplication(
            api.console
                .handover()
                .applications()
                .register(
                    new ApplicationChange(
                        "Shop", List.of(TestApplication.RETURN), List.of("huggingface")),
                    "test"));
    Answer second = api.program.post("/applications/" + shop.clientId + "/secrets").expect(201);
    canaries.add(shop.secret, second.text("/secret"));
    TestApplication.Session session = TestApplication.session();
    var somebody = new ConsoleBrowser(api.console.address());
    somebody.get(shop.authorize(session));
    HttpResponse<String> begun =
        somebody.submit("form[action=/authorize]", "connector", "huggingface");
    HttpResponse<String> back = somebody.get(Visitor.consents(api.world.provider, begun));
    String code =
        TestApplication.code(
                session, URI.create(back.headers().firstValue("Location").orElseThrow()))
            .orElseThrow();
    JsonNode tokens = TestApplication.json(shop.exchange(api.console.address(), session, code));
    String accessToken = tokens.get("access_token").asText();
    canaries.add(code, accessToken, tokens.get("id_token").asText(), session.verifier());
    look("user info", shop.userInfo(api.console.address(), accessToken));
    look("once more", shop.exchange(api.console.address(), session, code));
    ids.put("/admin/applications/{id}", shop.clientId);
    ids.put("/api/v1/applications/{id}", shop.clientId);
  }

  /** Planned by a page and by a program, then applied. */
  private void imported() {
    String file =
        """
        {"format": "connectorkit-instances", "version": 1, "instances": [
          {"id": "imported", "connector": "huggingface-universal", "state": "draft",
           "config": {"clientId": "client", "clientSecret": "%s"}}]}
        """
            .formatted(IN_A_FILE);
    look(api.program.post("/import/plan", "{\"file\": " + file + "}").expect(200));
    api.operator.get("/admin/export");
    HttpResponse<String> plan =
        new MultipartForm()
            .field("_token", api.operator.token())
            .file(file.getBytes(UTF_8))
            .send(api.operator, "/admin/import");
    assertThat(plan.body()).contains("imported", "Apply it");
    look("a plan", plan);
    look("an import", api.operator.submit("form[action=/admin/import/apply]"));
    api.program.get("/instances/imported").expect(200);
  }

  private void wrongGuesses() {
    canaries.add("a-password-that-is-wrong", "ckapi_a-token-that-is-wrong");
    var stranger = new ConsoleBrowser(api.console.address());
    stranger.get("/admin/sign-in");
    look(
        "a wrong password",
        stranger.submit(
            "form[action=/admin/sign-in]",
            "name",
            ConsoleWorld.NAME,
            "password",
            "a-password-that-is-wrong"));
    look(
        new ApiProgram(api.console.address(), "ckapi_a-token-that-is-wrong")
            .get("/instances")
            .expect(401));
  }

  /** What went between console and provider. */
  private void onTheWire() {
    api.world
        .internet
        .journal()
        .exchanges()
        .forEach(
            exchange -> {
              exchange.request().formParameter("code").ifPresent(canaries::add);
              exchange.request().formParameter("code_verifier").ifPresent(canaries::add);
              exchange
                  .request()
                  .header("authorization")
                  .ifPresent(value -> canaries.add(value.split(" ")[1]));
            });
  }

  private String picture() {
    var found = Pattern.compile("/picture/([A-Za-z0-9_-]+)").matcher(api.operator.get("/").body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
