package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  @TempDir static Path folder;
  private static ConsoleWorld world;
  private static ConsoleServer console;

  @BeforeAll
  static void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    world.setUp(console);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void everyFormOfAnOperatorNeedsItsToken() {
    ConsoleBrowser browser = signedIn();
    String session = browser.cookies.get(SESSION);
    String foreign = token();

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
    for (String path : protectedPages()) {
      HttpResponse<String> answer = browser.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "img-src 'self';", "frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
      assertThat(browser.page().select("[style], [onclick], script:not([src])")).isEmpty();
      assertThat(browser.page().select("a.skip[href=#content], main#content")).hasSize(2);
    }
  }

  private static ConsoleBrowser signedIn() {
    return world.signIn(console);
  }

  static List<String> protectedPages() {
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

  /** The token of another session. */
  private static String token() {
    ConsoleBrowser other = signedIn();
    other.get("/admin/password");
    return other.token();
  }

  private static int status(String session, String path) {
    var browser = new ConsoleBrowser(console.address());
    browser.cookies.put(SESSION, session);
    return browser.send(browser.request(path)).statusCode();
  }

  private static HttpRequest.Builder raw(String target) {
    return HttpRequest.newBuilder(URI.create(console.address() + target));
  }
}
