package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL server that stands still or is killed, and comes back. */
@Timeout(300)
class DatabaseLostIT {

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  // What docs/operate.md promises, and what a busy machine may take on top.
  private static final Duration NOT_READY = Duration.ofSeconds(10);
  private static final Duration ANSWERED = Duration.ofSeconds(5);
  private static final Duration BUSY = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void whenItIsKilledThatIsSaidInTimeAndNothingCommittedIsLost() throws Exception {
    itIsSaidInTimeAndNothingCommittedIsLost(true);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "tests",
      matches = "all",
      disabledReason =
          "DatabaseAwayIT has a network that stands still; mvn verify -Dtests=all has the server,"
              + " too.")
  void whenItStandsStillThatIsSaidInTimeAndNothingCommittedIsLost() throws Exception {
    itIsSaidInTimeAndNothingCommittedIsLost(false);
  }

  private void itIsSaidInTimeAndNothingCommittedIsLost(boolean killed) throws Exception {
    try (var postgres = new PausedPostgres(folder);
        var world = new ConsoleWorld(postgres.settings())) {
      ConsoleServer console = world.start();
      ConsoleBrowser operator = world.setUp(console);
      ConsoleWorld.offer(console, "huggingface");
      var people = new ConsoleBrowser(console.address());
      HttpResponse<String> begun = people.post("/sign-in/huggingface", Map.of());
      URI back =
          world.provider.authorize(
              URI.create(begun.headers().firstValue("Location").orElseThrow()), Consent.allow(ADA));
      assertThat(people.get("/health/ready").statusCode()).isEqualTo(200);

      if (killed) {
        postgres.kill();
      } else {
        postgres.pause();
      }

      // Both at once, each within its own time.
      var watcher = new ConsoleBrowser(console.address());
      HttpResponse<String> refused = bounded(operator, "/admin/instances");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      await()
          .atMost(NOT_READY.plus(BUSY))
          .until(() -> watcher.get("/health/ready").statusCode() == 503);
      assertThat(watcher.get("/health/live").statusCode()).isEqualTo(200);

      if (killed) {
        postgres.startAgain();
      } else {
        postgres.goOn();
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> watcher.get("/health/ready").statusCode() == 200);
      // The sign-in that waited meanwhile.
      people.get(back.getPath() + "?" + back.getRawQuery());
      assertThat(people.page().text()).contains("Ada Example");
      assertThat(operator.get("/admin/instances").body()).contains("huggingface");
    }
  }

  /** Fails with a timeout when the answer takes longer than promised. */
  private static HttpResponse<String> bounded(ConsoleBrowser browser, String path) {
    HttpRequest.Builder request = browser.request(path).timeout(ANSWERED.plus(BUSY));
    return browser.send(request);
  }
}
