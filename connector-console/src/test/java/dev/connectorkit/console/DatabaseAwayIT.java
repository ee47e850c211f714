package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL behind a network that fails: every request ends, and all is well afterwards. */
@Timeout(300)
class DatabaseAwayIT {

  // Twice what is promised: DatabaseLostIT holds it to the promise itself.
  private static final Duration ANSWERED = PromisedBounds.ANSWERED.multipliedBy(2);

  @ParameterizedTest
  @ValueSource(strings = {"frozen", "cut"})
  void isSaidClearlyAndOverWhenItIsBack(String how) throws Exception {
    PostgresServer server = PostgresServer.running();
    try (var network = new Relay(server.port());
        var world = new ConsoleWorld(server.schema(server.newSchema(), network.port()))) {
      ConsoleServer console = world.start();
      ConsoleBrowser operator = world.setUp(console);
      ConsoleWorld.offer(console, "huggingface");
      var people = new ConsoleBrowser(console.address());
      assertThat(people.get("/health/ready").statusCode()).isEqualTo(200);
      people.get(Visitor.consents(world.provider, people.post("/sign-in/huggingface", Map.of())));
      assertThat(people.page().text()).contains("Ada Example");
      operator.get("/admin/instances");
      ApiProgram program = ApiProgram.of(console, operator, "ci");
      program.get("/instances").expect(200);

      var stranger = new ConsoleBrowser(console.address());
      for (ConsoleBrowser browser : List.of(operator, people, stranger)) {
        browser.patience = ANSWERED;
      }
      if (how.equals("frozen")) {
        network.freeze();
      } else {
        network.cut();
      }

      HttpResponse<String> page = operator.get("/admin/instances");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.headers().firstValue("Retry-After")).isPresent();
      assertThat(page.body()).contains("database does not answer").doesNotContain("\tat ");
      ApiProgram.Answer told = program.get("/instances").expect(503);
      assertThat(told.code()).isEqualTo("store_unavailable");
      assertThat(told.header("Retry-After")).isEqualTo("5");
      HttpResponse<String> begun = people.post("/sign-in/huggingface", Map.of());
      assertThat(begun.statusCode()).isEqualTo(503);
      try (var log = new EveryLine()) {
        assertThat(people.get("/admin/set-up/canary").statusCode()).isEqualTo(503);
        assertThat(people.get("/admin/tries/canary").statusCode()).isEqualTo(503);
        program.get("/tries/canary").expect(503);
        assertThat(log.text().lines().filter(line -> line.startsWith("WARN dev.connectorkit")))
            .isNotEmpty()
            .noneMatch(line -> line.contains("canary"));
      }
      // Who was signed in is not known now, and is again later.
      assertThat(people.get("/me").statusCode()).isEqualTo(503);
      assertThat(people.get("/").body())
          .contains("Sign in with Hugging Face")
          .doesNotContain("Ada Example");
      assertThat(people.get("/nothing-here").statusCode()).isEqualTo(404);
      assertThat(stranger.get("/").body()).contains("Sign in with Hugging Face");
      await()
          .atMost(PromisedBounds.NOT_READY)
          .until(() -> people.get("/health/ready").statusCode() == 503);
      assertThat(people.get("/health/live").statusCode()).isEqualTo(200);

      network.mend();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> people.get("/health/ready").statusCode() == 200);
      assertThat(operator.get("/admin/instances").statusCode()).isEqualTo(200);
      program.get("/instances").expect(200);
      assertThat(people.get("/me").body()).contains("Ada Example");
      assertThat(people.post("/sign-in/huggingface", Map.of()).statusCode()).isEqualTo(303);
    }
  }
}
