package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.database.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's pages over real HTTP. */
class OperatorPagesIT {

  private static final String SESSION = "operator";

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseSettings.embeddedIn(folder));
    console = world.start();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void beforeItIsSetUpNothingIsOpenButTheWayToSetItUp() {
    var browser = new ConsoleBrowser(console.address());
    for (String path : protectedPages()) {
      HttpResponse<String> answer = browser.get(path);
      assertThat(browser.location()).as(path).isEqualTo("/admin/sign-in");
      assertThat(answer.body()).contains("is not set up yet", "reset-operator");
    }
  }

  @Test
  void theSetUpLinkLeadsToTheCatalogueAndEnds() {
    URI link = console.setUpLink().orElseThrow();
    ConsoleBrowser browser = world.setUp(console);

    assertThat(browser.location()).isEqualTo("/admin/connectors");
    assertThat(browser.page().select("#connector-huggingface-universal h2").text())
        .isEqualTo("Hugging Face");
    assertThat(browser.page().text()).contains("SHA-256", "no report beside the jar");

    assertThat(new ConsoleBrowser(console.address()).get(link.getPath()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aSetUpWithTwoDifferentPasswordsIsToldAtTheForm() {
    var browser = new ConsoleBrowser(console.address());
    browser.get(console.setUpLink().orElseThrow().getPath());

    HttpResponse<String> refused =
        browser.submit(
            "form[action^=/admin/set-up]",
            "name",
            "ada",
            "password",
            ConsoleWorld.PASSWORD,
            "again",
            "another long one");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(problemAt(browser, "again")).contains("differ");
    assertThat(browser.page().select("#name").val()).isEqualTo("ada");
    assertThat(refused.body()).doesNotContain(ConsoleWorld.PASSWORD, "another long one");
  }

  @ParameterizedTest
  @CsvSource({
    "Password1234, leaked elsewhere",
    "my name is Ada & long, has your name",
    "Connector-Kit and more, name of this product",
    "short, at least 12 characters"
  })
  void aPasswordThatIsTriedFirstIsRefusedAtItsField(String password, String why) {
    var browser = new ConsoleBrowser(console.address());
    browser.get(console.setUpLink().orElseThrow().getPath());

    HttpResponse<String> refused =
        browser.submit(
            "form[action^=/admin/set-up]", "name", "ada", "password", password, "again", password);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(problemAt(browser, "password")).contains(why);
    assertThat(refused.body()).doesNotContain(password);
    assertThat(browser.cookies).doesNotContainKey(SESSION);
    // The link is still good.
    world.setUp(console);
  }

  @Test
  void aNameThatIsNoneIsRefusedAtItsField() {
    var browser = new ConsoleBrowser(console.address());
    browser.get(console.setUpLink().orElseThrow().getPath());
    browser.submit(
        "form[action^=/admin/set-up]",
        "name",
        "a:b",
        "password",
        ConsoleWorld.PASSWORD,
        "again",
        ConsoleWorld.PASSWORD);

    assertThat(problemAt(browser, "name")).contains("1 to 64 letters");
  }

  @Test
  void aNewPasswordIsHeldToTheSameRulesAsTheFirst() {
    ConsoleBrowser browser = world.setUp(console);

    change(browser, ConsoleWorld.PASSWORD, "Password1234");
    assertThat(problemAt(browser, "password")).contains("leaked elsewhere");

    change(browser, "not that one", "other long words");
    assertThat(problemAt(browser, "former")).contains("is wrong");

    change(browser, ConsoleWorld.PASSWORD, "other long words");
    assertThat(browser.location()).isEqualTo("/admin/password?done=password");
  }

  @Test
  void signOutEndsTheSessionAndSignInBeginsANewOne() {
    ConsoleBrowser browser = world.setUp(console);
    String first = browser.cookies.get(SESSION);

    browser.submit("form[action=/admin/sign-out]");
    assertThat(browser.location()).startsWith("/admin/sign-in");
    assertThat(browser.cookies).doesNotContainKey(SESSION);
    assertThat(status(first, "/admin/instances")).isEqualTo(303);

    signIn(browser, ConsoleWorld.PASSWORD);
    assertThat(browser.location()).isEqualTo("/admin/instances");
    assertThat(browser.cookies.get(SESSION)).isNotEqualTo(first);
  }

  @Test
  void aSessionThatSomebodyPlantedIsNotTakenOver() {
    world.setUp(console);
    var browser = new ConsoleBrowser(console.address());
    browser.cookies.put(SESSION, "planted");

    signIn(browser, ConsoleWorld.PASSWORD);

    assertThat(browser.cookies.get(SESSION)).isNotEqualTo("planted");
    assertThat(status("planted", "/admin/instances")).isEqualTo(303);
  }

  @Test
  void theSessionBeforeASignInIsDeadAfterIt() {
    ConsoleBrowser browser = world.setUp(console);
    String before = browser.cookies.get(SESSION);

    signIn(browser, ConsoleWorld.PASSWORD);

    assertThat(browser.cookies.get(SESSION)).isNotEqualTo(before);
    assertThat(status(before, "/admin/instances")).isEqualTo(303);
  }

  @Test
  void wrongPasswordsLockTheAccountAndSayForHowLong() {
    ConsoleBrowser operator = world.setUp(console);
    var browser = new ConsoleBrowser(console.address());
    for (int i = 0; i < 5; i++) {
      assertThat(signIn(browser, "not that one").statusCode()).isEqualTo(401);
      assertThat(browser.page().select("#problem").text()).contains("is wrong");
    }
    HttpResponse<String> locked = signIn(browser, ConsoleWorld.PASSWORD);

    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.headers().firstValue("Retry-After")).contains("60");
    // Whoever is in stays in.
    assertThat(operator.get("/admin/instances").statusCode()).isEqualTo(200);
  }

  @Test
  void everyFormOfAnOperatorNeedsItsToken() {
    ConsoleBrowser browser = world.setUp(console);
    String session = browser.cookies.get(SESSION);
    String foreign = token(world, console);

    for (String path : forms()) {
      for (Map<String, String> fields :
          List.of(Map.<String, String>of(), Map.of("_token", ""), Map.of("_token", foreign))) {
        HttpResponse<String> refused = browser.post(path, fields);
        assertThat(refused.statusCode()).as(path + fields).isEqualTo(403);
        assertThat(refused.body()).contains("forged");
      }
    }
    assertThat(status(session, "/admin/instances")).as("nothing was done").isEqualTo(200);
  }

  @Test
  void aFormForVisitorsNeedsItsTokenAndItsCookie() {
    world.setUp(console);
    for (String path : List.of("/admin/sign-in", "/admin/set-up/x")) {
      var browser = new ConsoleBrowser(console.address());
      Map<String, String> right = Map.of("name", "ada", "password", ConsoleWorld.PASSWORD);
      assertThat(browser.post(path, right).statusCode()).isEqualTo(403);
      browser.get("/admin/sign-in");
      assertThat(browser.post(path, right).statusCode()).isEqualTo(403);
      assertThat(browser.cookies).doesNotContainKey(SESSION);
    }
  }

  @Test
  void aFormOfAnotherSiteIsRefusedEvenWithAToken() {
    ConsoleBrowser browser = world.setUp(console);
    browser.get("/admin/password");

    HttpResponse<String> refused =
        browser.send(
            browser
                .request("/admin/sign-out")
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_token=" + browser.token())));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(browser.get("/admin/instances").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/..;/instances",
        "/admin/%2e%2e/admin/instances",
        "/admin/%2e/instances",
        "/admin/instances;.jsp",
        "/admin/instances;x=y",
        "/admin//instances",
        "//admin/instances",
        "/ADMIN/instances",
        "/admin/instances/",
        "/admin/instances/.",
        "/admin/instances%00",
        "/admin/instances%20",
        "/assets/../admin/instances",
        "/health/live/../../admin/instances",
        "/admin/connectors?jsp=/admin/instances;.jsp"
      })
  void noSpellingOfAPathLetsAnybodyIn(String target) {
    world.setUp(console);
    var stranger = new ConsoleBrowser(console.address());

    HttpResponse<String> answer = stranger.send(raw(target));

    assertThat(answer.statusCode()).as(answer.body()).isIn(303, 400, 401, 403, 404);
    assertThat(answer.body()).doesNotContain("In the order of the sign-in page");
  }

  @Test
  void noHeaderLetsAnybodyIn() {
    world.setUp(console);
    for (String header :
        List.of(
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-User: ada",
            "X-Forwarded-Uri: /health/live",
            "X-Original-URL: /admin/instances",
            "X-Rewrite-URL: /admin/instances",
            "X-HTTP-Method-Override: GET",
            "User-Agent: kube-probe/1.30",
            "Authorization: Basic YWRhOg==",
            "Cookie: operator=ada",
            "Cookie: operator=",
            "Cookie: session=ada")) {
      String[] parts = header.split(": ", 2);
      var stranger = new ConsoleBrowser(console.address());
      HttpResponse<String> answer =
          stranger.send(
              HttpRequest.newBuilder(console.address().resolve("/admin/instances"))
                  .header(parts[0], parts[1]));
      assertThat(answer.statusCode()).as(header).isEqualTo(303);
    }
  }

  @Test
  void forwardedHeadersChangeNoAddress() {
    ConsoleBrowser browser = world.setUp(console);
    for (String path : List.of("/", "/admin/instances", "/admin/connectors", "/admin/password")) {
      HttpResponse<String> answer =
          browser.send(
              browser
                  .request(path)
                  .header("X-Forwarded-Host", "evil.example")
                  .header("X-Forwarded-Proto", "https")
                  .header("X-Forwarded-Prefix", "/evil")
                  .header("Forwarded", "host=evil.example;proto=https"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("evil");
    }
  }

  @Test
  void aLineOfTheTrailTellsWhoDidWhat() {
    ConsoleBrowser browser = world.setUp(console);
    browser.submit("form[action=/admin/connectors/reload]");

    browser.get("/admin/activity");

    assertThat(browser.page().select(".trail li").eachText())
        .anyMatch(line -> line.contains("ada") && line.contains("plugins.reloaded"))
        .anyMatch(line -> line.contains("ada") && line.contains("operator.set-up"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "0", "-1", "x", "1'--", "1%20OR%201=1", "99999999999999999999", "%00", "1e9"})
  void aPageOfTheTrailIsAskedForByNumber(String before) {
    ConsoleBrowser browser = world.setUp(console);

    HttpResponse<String> answer = browser.get("/admin/activity?before=" + before);

    assertThat(answer.statusCode()).isIn(200, 400);
    assertThat(browser.page().select(".trail li").size())
        .isEqualTo(before.equals("1") || answer.statusCode() == 400 ? 0 : 2);
  }

  @Test
  void everyPageIsLockedDown() {
    ConsoleBrowser browser = world.setUp(console);
    for (String path : protectedPages()) {
      HttpResponse<String> answer = browser.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
      assertThat(browser.page().select("[style], [onclick], script:not([src])")).isEmpty();
      assertThat(browser.page().select("a.skip[href=#content], main#content")).hasSize(2);
    }
  }

  private static List<String> protectedPages() {
    return List.of(
        "/admin/instances",
        "/admin/connectors",
        "/admin/sign-ins",
        "/admin/activity",
        "/admin/api-tokens",
        "/admin/settings",
        "/admin/export",
        "/admin/password");
  }

  private static List<String> forms() {
    return List.of(
        "/admin/sign-out",
        "/admin/password",
        "/admin/connectors/reload",
        "/admin/api-tokens",
        "/admin/api-tokens/1/revoke",
        "/admin/export",
        "/admin/import/apply",
        "/admin/instances/x/enable",
        "/admin/instances/x/disable",
        "/admin/instances/x/up",
        "/admin/instances/x/down",
        "/admin/instances/x/remove");
  }

  private static void change(ConsoleBrowser browser, String former, String next) {
    browser.get("/admin/password");
    browser.submit(
        "form[action=/admin/password]", "former", former, "password", next, "again", next);
  }

  /** What a page says is wrong with one field, and with no other. */
  private static String problemAt(ConsoleBrowser browser, String field) {
    assertThat(browser.page().select("[aria-invalid=true]").eachAttr("name"))
        .containsExactly(field);
    assertThat(browser.page().select("#" + field).attr("aria-describedby").split(" "))
        .contains("problem");
    return browser.page().select(".field:has(#" + field + ") #problem").text();
  }

  private HttpResponse<String> signIn(ConsoleBrowser browser, String password) {
    browser.get("/admin/sign-in");
    return browser.submit(
        "form[action=/admin/sign-in]", "name", ConsoleWorld.NAME, "password", password);
  }

  /** The token of another session. */
  private static String token(ConsoleWorld world, ConsoleServer console) {
    var other = new ConsoleBrowser(console.address());
    other.get("/admin/sign-in");
    other.submit(
        "form[action=/admin/sign-in]",
        "name",
        ConsoleWorld.NAME,
        "password",
        ConsoleWorld.PASSWORD);
    other.get("/admin/password");
    return other.token();
  }

  private int status(String session, String path) {
    var browser = new ConsoleBrowser(console.address());
    browser.cookies.put(SESSION, session);
    return browser.send(browser.request(path)).statusCode();
  }

  private HttpRequest.Builder raw(String target) {
    return HttpRequest.newBuilder(URI.create(console.address() + target));
  }
}
