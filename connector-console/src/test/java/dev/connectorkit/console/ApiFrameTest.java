package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.api.DocumentedApi;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all operations of the API have in common: who is let in, and how a refusal is told. */
@Timeout(60)
class ApiFrameTest {

  private static final String STATUS = "/api/v1/status";

  private static final String PASSWORD = "several long words";

  private static final MovingClock CLOCK = new MovingClock();
  @TempDir static Path folder;
  private static ConsoleServer console;
  private static ConsoleBrowser operator;
  // Every test has a token of its own.
  private static int tokens;
  private String name;
  private ApiProgram program;

  @BeforeAll
  static void open() throws IOException {
    console =
        ConsoleServer.start(
            new ServeSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                Files.createDirectory(folder.resolve("plugins")),
                Optional.empty(),
                DatabaseSettings.embeddedIn(folder.resolve("data")),
                KeyFile.parse(Secret.of("first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE="))),
            HttpSettings.defaults(),
            CLOCK,
            CheapPasswords.COST);
    operator = new ConsoleBrowser(console.address());
    operator.get(console.setUpLink().orElseThrow().getPath());
    operator.submit(
        "form[action^=/admin/set-up]", "name", "ada", "password", PASSWORD, "again", PASSWORD);
  }

  @AfterAll
  static void close() {
    console.close();
  }

  /**
   * As at a console that was just started: no wrong token counts, and the operator is signed in.
   */
  @BeforeEach
  void begin() {
    CLOCK.advance(Duration.ofMinutes(1));
    operator.get("/admin/instances");
    if (operator.location().equals("/admin/sign-in")) {
      operator.submit("form[action=/admin/sign-in]", "name", "ada", "password", PASSWORD);
    }
    name = "ci " + tokens++;
    program = ApiProgram.of(console, operator, name);
  }

  @Test
  void everyRouteIsDocumentedAndEverythingDocumentedIsARoute() {
    List<String> routes =
        console.routes().stream().filter(route -> route.contains(" /api")).toList();

    assertThat(routes).containsExactlyInAnyOrderElementsOf(new DocumentedApi().operations());
  }

  @Test
  void everyOperationAsksForItsRight() {
    operator.get("/admin/api-tokens");
    operator.submit(
        "form[action=/admin/api-tokens]",
        "password",
        ConsoleWorld.PASSWORD,
        "name",
        name + " reader",
        "days",
        "");
    var reader = new ApiProgram(console.address(), operator.page().select("#token").text());
    assertThat(reader.get("/status").expect(200).body().at("/token/rights").toString())
        .isEqualTo("[\"read\"]");
    for (String route : new DocumentedApi().operations()) {
      String[] parts = route.replaceAll("\\{[^}]+}", "1").split(" ");
      String path = parts[1].replaceFirst("^/api/v1", "");
      boolean reads = parts[0].equals("GET");
      if (path.equals("/openapi.yaml")) {
        continue;
      }
      Answer answer = reader.send(parts[0], path, Optional.empty());
      if (reads) {
        assertThat(answer.response().statusCode()).as(route).isNotEqualTo(403);
      } else {
        String right = path.startsWith("/plugins") ? "plugins" : "change";
        assertThat(answer.expect(403).code()).as(route).isEqualTo("missing_right");
        assertThat(answer.text("/detail")).contains("'" + right + "'", "/admin/api-tokens");
        assertThat(answer.header("WWW-Authenticate"))
            .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"" + right + "\"");
      }
    }
  }

  @Test
  void aTokenIsMadeWithThePasswordOnly() {
    operator.get("/admin/api-tokens");
    for (String password : List.of("", "not that one")) {
      HttpResponse<String> refused =
          operator.submit(
              "form[action=/admin/api-tokens]",
              "password",
              password,
              "name",
              name + " stolen",
              "days",
              "",
              "may_plugins",
              "true");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(operator.page().select("#password-error").text()).contains("password");
      assertThat(operator.page().select("#password").attr("aria-invalid")).isEqualTo("true");
      assertThat(operator.page().select("#token")).isEmpty();
    }
    operator.get("/admin/api-tokens");
    assertThat(operator.page().select("ul.cards h2").eachText()).doesNotContain(name + " stolen");
  }

  @Test
  void whoMayChangeBringsNoPlugin() {
    operator.get("/admin/api-tokens");
    operator.submit(
        "form[action=/admin/api-tokens]",
        "password",
        ConsoleWorld.PASSWORD,
        "name",
        name + " changer",
        "days",
        "",
        "may_change",
        "true");
    var changer = new ApiProgram(console.address(), operator.page().select("#token").text());
    assertThat(operator.page().select(".rights").eachText()).contains("read, change");

    assertThat(changer.post("/plugins").expect(403).code()).isEqualTo("missing_right");
    assertThat(changer.put("/order", "{\"order\": []}").expect(200)).isNotNull();
    // This one has the right; the console was started without.
    assertThat(program.delete("/plugins/any").expect(403).code()).isEqualTo("not_allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "nightly, 0, days",
    "nightly, soon, days",
    "a:b, '', name",
    "'', 90, name",
    "a:b, 3651, name days"
  })
  void aWrongValueIsToldAtItsOwnField(String called, String days, String wrong) {
    operator.get("/admin/api-tokens");
    HttpResponse<String> refused =
        operator.submit(
            "form[action=/admin/api-tokens]",
            "password",
            ConsoleWorld.PASSWORD,
            "name",
            called,
            "days",
            days);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(operator.page().select("[aria-invalid=true]").eachAttr("id"))
        .containsExactly(wrong.split(" "));
    for (String field : List.of("name", "days")) {
      Element input = operator.page().getElementById(field);
      String problem = operator.page().select(".field:has(#" + field + ") .problem").text();
      assertThat(!problem.isEmpty()).as(problem).isEqualTo(wrong.contains(field));
      assertThat(List.of(input.attr("aria-describedby").split(" ")))
          .as("what is read aloud of " + field)
          .allSatisfy(id -> assertThat(operator.page().getElementById(id)).isNotNull())
          .hasSize(problem.isEmpty() ? 1 : 2);
    }
    assertThat(operator.page().getElementById("name").val()).isEqualTo(called);
    assertThat(operator.page().getElementById("days").val()).isEqualTo(days);
  }

  @Test
  void aNameThatIsTakenIsToldAtTheName() {
    operator.get("/admin/api-tokens");
    operator.submit(
        "form[action=/admin/api-tokens]",
        "password",
        ConsoleWorld.PASSWORD,
        "name",
        name,
        "days",
        "90");

    assertThat(operator.page().select("[aria-invalid=true]").eachAttr("id"))
        .containsExactly("name");
    assertThat(operator.page().select("#name-error").text()).contains("already");
  }

  @Test
  void everyOperationWantsATokenButTheDescription() {
    var stranger = new ConsoleBrowser(console.address());
    for (String route : new DocumentedApi().operations()) {
      String[] parts = route.replaceAll("\\{[^}]+}", "1").split(" ");
      HttpResponse<String> answer =
          stranger.send(
              stranger.request(parts[1]).method(parts[0], HttpRequest.BodyPublishers.noBody()));
      if (route.endsWith("/openapi.yaml")) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(answer.body()).startsWith("openapi: 3.1");
      } else {
        assertThat(answer.statusCode()).as(route).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).contains("\"code\":\"no_token\"", "/admin/api-tokens");
      }
    }
  }

  @Test
  void anOperatorsCookieIsNoToken() {
    HttpResponse<String> answer = operator.send(operator.request(STATUS));

    assertThat(operator.cookies).containsKey("operator");
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenOpensTheApiAndNoPage() {
    assertThat(program.get("/status").expect(200).text("/token/name")).isEqualTo(name);

    var browser = new ConsoleBrowser(console.address());
    HttpResponse<String> page =
        browser.send(
            browser
                .request("/admin/instances")
                .header("Authorization", "Bearer " + ApiProgram.token(operator, name + " second")));
    assertThat(page.statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer ckapi_",
        "Bearer ckapi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Basic ckapi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ckapi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer a b"
      })
  void whatIsNoTokenIsRefused(String header) {
    var browser = new ConsoleBrowser(console.address());
    HttpResponse<String> answer =
        browser.send(browser.request(STATUS).header("Authorization", header));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"invalid_token\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"wrong_token\"").doesNotContain("AAAA");
  }

  @Test
  void aTokenInTheAddressOrTwiceIsRefused() {
    String token = ApiProgram.token(operator, name + " second");
    var browser = new ConsoleBrowser(console.address());

    assertThat(browser.send(browser.request(STATUS + "?access_token=" + token)).statusCode())
        .isEqualTo(401);
    assertThat(
            browser
                .send(
                    browser
                        .request(STATUS)
                        .header("Authorization", "Bearer " + token)
                        .header("Authorization", "Bearer " + token))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void aRevokedTokenIsNoneFromThenOn() {
    operator.get("/admin/api-tokens");
    assertThat(operator.page().select("#token")).as("it is shown once").isEmpty();
    String id =
        operator.page().select("li.instance").stream()
            .filter(token -> token.select("h2").text().equals(name))
            .map(token -> token.id().replace("token-", ""))
            .findFirst()
            .orElseThrow();
    operator.submit("form[action=/admin/api-tokens/" + id + "/revoke]");

    assertThat(program.get("/status").expect(401).code()).isEqualTo("wrong_token");
    operator.get("/admin/activity");
    assertThat(operator.page().select(".trail li").eachText())
        .anyMatch(line -> line.contains("api-token.created " + name))
        .anyMatch(line -> line.contains("api-token.revoked " + name));
  }

  @Test
  void aTokenEndsWhenItsTimeIsOver() {
    operator.get("/admin/api-tokens");
    operator.submit(
        "form[action=/admin/api-tokens]",
        "password",
        ConsoleWorld.PASSWORD,
        "name",
        name + " for a day",
        "days",
        "1",
        "may_change",
        "true");
    var other = new ApiProgram(console.address(), operator.page().select("#token").text());
    assertThat(other.get("/status").expect(200).text("/token/endsAt")).isNotEmpty();

    CLOCK.advance(Duration.ofDays(1));

    other.get("/status").expect(401);
    program.get("/status").expect(200);
  }

  @Test
  void wrongTokensAreLimitedAndShutNoRightOneOut() {
    var wrong = new ApiProgram(console.address(), "ckapi_" + "A".repeat(43));
    for (int i = 0; i < 30; i++) {
      wrong.get("/status").expect(401);
    }

    Answer limited = wrong.get("/status").expect(429);
    assertThat(limited.code()).isEqualTo("too_many_attempts");
    assertThat(limited.header("Retry-After")).isEqualTo("60");
    program.get("/status").expect(200);

    CLOCK.advance(Duration.ofMinutes(1));
    wrong.get("/status").expect(401);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "*/*, 200",
    "'text/html, application/*;q=0.5', 200",
    "text/html, 406",
    "application/xml, 406",
    "'application/json;q=0, text/html', 406"
  })
  void theAnswerIsJsonOrNotAcceptable(String accept, int status) {
    Answer answer = program.send("GET", "/status", Optional.empty(), "Accept", accept);

    answer.expect(status);
  }

  @Test
  void anotherMethodIsToldWhichThereIs() {
    var browser = new ConsoleBrowser(console.address());
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
      HttpResponse<String> answer =
          browser.send(browser.request(STATUS).method(method, HttpRequest.BodyPublishers.noBody()));
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET");
      assertThat(answer.body()).contains("method_not_allowed");
    }
  }

  @Test
  void whatIsNotThereIsAProblemToo() {
    var browser = new ConsoleBrowser(console.address());
    for (String path : List.of("/api", "/api/v1", "/api/v2/status", "/api/v1/statuses")) {
      HttpResponse<String> answer = browser.send(browser.request(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body()).contains("\"code\":\"not_found\"", "\"status\":404");
    }
  }

  @Test
  void noPageOfAnotherSiteMayReadIt() {
    HttpRequest.Builder asked =
        program
            .request("GET", "/status", Optional.empty())
            .header("Origin", "https://evil.example");

    Answer answer = program.answer("GET", asked);

    assertThat(answer.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }
}
