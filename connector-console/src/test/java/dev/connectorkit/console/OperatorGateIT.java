package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ConsoleRoutes.Route;
import dev.connectorkit.console.handover.ApplicationChange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who and what is let through to the operator's pages; one console for all, since nothing changes
 * it.
 */
class OperatorGateIT {

  private static final String SESSION = "operator";
  private static final String BELOW = "/admin(/.*)?";

  /** For whoever is not signed in yet, or has a link that nobody guesses. */
  private static final Set<String> FOR_VISITORS =
      Set.of("/admin/sign-in", "/admin/set-up/{link}", "/admin/tries/{id}");

  /** Where a form without a file is refused for that. */
  private static final Set<String> WITH_A_FILE =
      Set.of(
          "/admin/plugins",
          "/admin/import",
          "/admin/instances/{id}/logo/light",
          "/admin/instances/{id}/logo/dark");

  /** What is not there, and what leads elsewhere. */
  private static final Map<String, Integer> OTHER_ANSWERS =
      Map.of(
          "/admin", 303,
          "/admin/instances/{id}/try", 303,
          "/admin/instances/{id}/report", 404,
          "/admin/set-up/{link}", 404,
          "/admin/tries/{id}", 404);

  @TempDir static Path folder;
  private static ConsoleWorld world;
  private static ConsoleServer console;
  private static Map<String, String> ids;

  @BeforeAll
  static void open() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(
        ConsoleWorld.shipped().resolve("connector-huggingface.jar"), plugins.resolve("hf.jar"));
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder.resolve("data")));
    console = world.startWithUploads(plugins, Optional.empty());
    world.setUp(console);
    ConsoleWorld.offer(console, "huggingface");
    String shop =
        console
            .handover()
            .applications()
            .register(
                new ApplicationChange(
                    "Shop", List.of(TestApplication.RETURN), List.of("huggingface")),
                "test")
            .application()
            .clientId();
    ids =
        Map.of(
            "/admin/instances/{id}", "huggingface",
            "/admin/known-providers/{id}", "huggingface",
            "/admin/applications/{id}", shop,
            "/admin/plugins/{plugin}", "connector-huggingface",
            "/admin/set-up/{link}", "x",
            "/admin/tries/{id}", "x");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void everyFormOfAnOperatorNeedsItsToken() {
    ConsoleBrowser browser = signedIn();
    String foreign = token();
    String before = trail(browser);
    List<Route> forms = forms();
    assertThat(forms).hasSizeGreaterThan(35).extracting(Route::path).containsAll(WITH_A_FILE);

    for (Route form : forms) {
      for (Map<String, String> fields :
          List.of(Map.<String, String>of(), Map.of("_token", ""), Map.of("_token", foreign))) {
        HttpResponse<String> refused = sent(browser, form, fields);
        assertThat(refused.statusCode()).as(form.path() + fields).isEqualTo(403);
        assertThat(refused.body()).as(form.path()).contains("code\">forged");
      }
    }
    assertThat(trail(browser)).as("nothing was done").isEqualTo(before);
  }

  @Test
  void everyFormOfAnOperatorIsForNobodyElse() {
    ConsoleBrowser operator = signedIn();
    String before = trail(operator);
    String token = operator.token();

    for (Route form : forms()) {
      var stranger = new ConsoleBrowser(console.address());
      HttpResponse<String> refused = sent(stranger, form, Map.of("_token", token));
      assertThat(refused.statusCode()).as(form.path()).isEqualTo(401);
      assertThat(refused.body()).as(form.path()).contains("code\">not_signed_in");
    }
    assertThat(trail(operator)).as("nothing was done").isEqualTo(before);
  }

  @Test
  void everyPageOfAnOperatorLeadsAnybodyElseToTheSignIn() {
    List<Route> pages = pages(console);
    assertThat(pages).hasSizeGreaterThan(20);
    for (Route page : pages) {
      var stranger = new ConsoleBrowser(console.address());
      HttpResponse<String> answer = stranger.send(stranger.request(page.target()));
      assertThat(answer.statusCode()).as(page.path()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location")).contains("/admin/sign-in");
      assertThat(answer.body()).as(page.path()).doesNotContain("<");
    }
  }

  @Test
  void aFormForVisitorsNeedsItsTokenAndItsCookie() {
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
    ConsoleBrowser browser = signedIn();
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
    var stranger = new ConsoleBrowser(console.address());

    HttpResponse<String> answer = stranger.send(raw(target));

    assertThat(answer.statusCode()).as(answer.body()).isIn(303, 400, 401, 403, 404);
    assertThat(answer.body()).doesNotContain("In the order of the sign-in page");
  }

  @Test
  void noHeaderLetsAnybodyIn() {
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
    ConsoleBrowser browser = signedIn();
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

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "0", "-1", "x", "1'--", "1%20OR%201=1", "99999999999999999999", "%00", "1e9"})
  void aPageOfTheTrailIsAskedForByNumber(String before) {
    ConsoleBrowser browser = signedIn();
    browser.get("/admin/activity");
    int first = browser.page().select(".trail li").size();

    HttpResponse<String> answer = browser.get("/admin/activity?before=" + before);

    assertThat(first).isGreaterThan(1);
    assertThat(answer.statusCode()).isIn(200, 400);
    assertThat(browser.page().select(".trail li").size())
        .isEqualTo(before.equals("1") || answer.statusCode() == 400 ? 0 : first);
  }

  @Test
  void everyPageIsLockedDown() {
    ConsoleBrowser browser = signedIn();
    List<Route> all = ConsoleRoutes.of(console, "GET", BELOW, ConsoleRoutes.existing(ids));
    assertThat(all).hasSizeGreaterThan(23);
    for (Route route : all) {
      boolean ofAConnector = route.path().equals("/admin/instances/new");
      HttpResponse<String> answer =
          browser.send(
              browser.request(
                  route.target() + (ofAConnector ? "?connector=huggingface-universal" : "")));
      assertThat(answer.statusCode())
          .as(route.path())
          .isEqualTo(OTHER_ANSWERS.getOrDefault(route.path(), 200));
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .as(route.path())
          .as(route.path())
          .contains("default-src 'none'", "img-src 'self';", "frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("Cache-Control"))
          .as(route.path())
          .contains("no-store");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
      if (answer.statusCode() != 303) {
        assertThat(browser.page().select("[style], [onclick], script:not([src])")).isEmpty();
        assertThat(browser.page().select("a.skip[href=#content], main#content"))
            .as(route.path())
            .hasSize(2);
      }
    }
  }

  private static ConsoleBrowser signedIn() {
    return world.signIn(console);
  }

  /** Every page of an operator's, whatever its ids. */
  static List<Route> pages(ConsoleServer console) {
    return operators(console, "GET");
  }

  private static List<Route> forms() {
    return operators(console, "POST");
  }

  private static List<Route> operators(ConsoleServer console, String method) {
    return ConsoleRoutes.of(console, method, BELOW, upTo -> "x").stream()
        .filter(route -> !FOR_VISITORS.contains(route.path()))
        .toList();
  }

  /** As the page would, without following where that leads. */
  private static HttpResponse<String> sent(
      ConsoleBrowser browser, Route form, Map<String, String> fields) {
    if (WITH_A_FILE.contains(form.path())) {
      var multipart = new MultipartForm();
      fields.forEach(multipart::field);
      return multipart.file(new byte[] {1}).send(browser, form.target());
    }
    return browser.send(
        browser
            .request(form.target())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(TestApplication.form(fields))));
  }

  private static String trail(ConsoleBrowser browser) {
    assertThat(browser.get("/admin/activity").statusCode()).isEqualTo(200);
    return browser.page().select(".trail").text();
  }

  /** The token of another session. */
  private static String token() {
    ConsoleBrowser other = signedIn();
    other.get("/admin/password");
    return other.token();
  }

  private static HttpRequest.Builder raw(String target) {
    return HttpRequest.newBuilder(URI.create(console.address() + target));
  }
}
