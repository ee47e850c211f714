package dev.connectorkit.console;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ConsoleRoutes.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that were entered, made or received in a console that was used for all it is for come out
 * nowhere: on no page, in no answer, in no export, in no line of the log.
 */
class SecrecyIT {

  /** What a GET of the operator's is answered with, where that is no page, or no failure. */
  private static final Map<String, Integer> OTHER_ANSWERS =
      Map.ofEntries(
          entry("/admin", 303),
          entry("/admin/instances/{id}/try", 303),
          entry("/admin/set-up/{link}", 404),
          entry("/api/v1/openapi.yaml", 200),
          entry("/authorize", 400),
          entry("/callback/{instance}", 400),
          entry("/me", 303),
          entry("/userinfo", 401));

  @TempDir Path folder;
  private EveryLine log;
  private UsedConsole used;

  @BeforeEach
  void use() throws IOException {
    log = new EveryLine();
    used = new UsedConsole(folder);
  }

  @AfterEach
  void close() {
    used.close();
    log.close();
  }

  @Test
  void noSecretComesOutOfAnyAddressOrIntoTheLog() {
    asOperator();
    asProgram();
    as("somebody", used.person);
    assertThat(used.person.get("/me").body()).contains("Ada Example");
    as("a stranger", new ConsoleBrowser(used.api.console.address()));
    exports();

    assertThat(used.canaries.all()).hasSizeGreaterThan(20).allMatch(canary -> canary.length() > 11);
    assertThat(used.seen).hasSizeGreaterThan(170);
    assertThat(log.text()).contains("Sign-in", "huggingface");
    used.seen.add(new UsedConsole.Seen("the log", log.text()));
    assertThat(
            used.seen.stream()
                .flatMap(
                    one ->
                        used.canaries.in(one.text()).stream()
                            .map(secret -> one.what() + " has " + secret)))
        .isEmpty();
  }

  private void asOperator() {
    List<Route> routes = routes("/.*");
    assertThat(routes).hasSizeGreaterThan(50);
    for (Route route : routes) {
      HttpResponse<String> answer = used.api.operator.send(used.api.operator.request(with(route)));
      int unlessNamed = route.path().startsWith("/api/") ? 401 : 200;
      assertThat(answer.statusCode())
          .as(route.path())
          .isEqualTo(OTHER_ANSWERS.getOrDefault(route.path(), unlessNamed));
      used.look("operator " + route.path(), answer);
    }
    for (String target :
        List.of(
            "/admin/instances/huggingface?view=json",
            "/admin/instances/imported",
            "/admin/instances/imported?view=json",
            "/admin/instances/new?connector=huggingface-universal&view=json",
            "/admin/sign-in-page?drafts=yes")) {
      HttpResponse<String> answer = used.api.operator.get(target);
      assertThat(answer.statusCode()).as(target).isEqualTo(200);
      used.look("operator " + target, answer);
    }
    var metrics =
        new ConsoleBrowser(
            URI.create("http://localhost:" + used.api.console.metricsPort().orElseThrow()));
    used.look("metrics", metrics.get("/metrics"));
  }

  private void asProgram() {
    List<Route> routes = routes("/api/v1/.*");
    assertThat(routes).hasSizeGreaterThan(15);
    for (Route route : routes) {
      used.look(used.reader.get(route.target().replaceFirst("/api/v1", "")).expect(200));
    }
    for (String path :
        List.of("/instances/imported", "/activity?limit=200", "/sign-ins?limit=200")) {
      used.look(used.reader.get(path).expect(200));
    }
  }

  private void as(String who, ConsoleBrowser browser) {
    for (Route route : routes("/.*")) {
      used.look(who + " " + route.path(), browser.send(browser.request(with(route))));
    }
  }

  private void exports() {
    for (String logos : List.of("true", "false")) {
      used.look(used.reader.get("/export?logos=" + logos).expect(200));
      used.api.operator.get("/admin/export");
      HttpResponse<String> exported =
          used.api.operator.submit("form[action=/admin/export]", "logos", logos);
      assertThat(exported.body()).contains("/clientSecret", "imported");
      used.look("export", exported);
    }
  }

  private List<Route> routes(String paths) {
    return ConsoleRoutes.of(used.api.console, "GET", paths, ConsoleRoutes.existing(used.ids));
  }

  /** A page about a new instance wants to know of what. */
  private static String with(Route route) {
    return route.target()
        + (route.path().equals("/admin/instances/new") ? "?connector=huggingface-universal" : "");
  }
}
