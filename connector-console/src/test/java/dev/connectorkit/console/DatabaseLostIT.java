package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL server that stands still or is killed, and comes back. */
@Timeout(300)
class DatabaseLostIT {

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

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

      boolean inTime = false;
      for (int attempt = 0; attempt < PromisedBounds.ATTEMPTS && !inTime; attempt++) {
        if (killed) {
          postgres.kill();
        } else {
          postgres.pause();
        }
        inTime = isSaidInTime(console, operator);
        if (killed) {
          postgres.startAgain();
        } else {
          postgres.goOn();
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> people.get("/health/ready").statusCode() == 200);
      }
      assertThat(inTime).as("what docs/operate.md promises").isTrue();

      // The sign-in that waited meanwhile.
      people.get(back.getPath() + "?" + back.getRawQuery());
      assertThat(people.page().text()).contains("Ada Example");
      assertThat(operator.get("/admin/instances").body()).contains("huggingface");
    }
  }

  /** Both at once, each within its own time. */
  private static boolean isSaidInTime(ConsoleServer console, ConsoleBrowser operator) {
    CompletableFuture<Boolean> refused =
        CompletableFuture.supplyAsync(() -> isRefusedInTime(operator));
    var watcher = new ConsoleBrowser(console.address());
    boolean notReady = true;
    try {
      await()
          .atMost(PromisedBounds.NOT_READY.plus(PromisedBounds.SLACK))
          .until(() -> watcher.get("/health/ready").statusCode() == 503);
    } catch (ConditionTimeoutException e) {
      notReady = false;
    }
    assertThat(watcher.get("/health/live").statusCode()).isEqualTo(200);
    return refused.join() && notReady;
  }

  private static boolean isRefusedInTime(ConsoleBrowser operator) {
    Duration bound = PromisedBounds.ANSWERED.plus(PromisedBounds.SLACK);
    HttpResponse<String> refused;
    try {
      refused = operator.send(operator.request("/admin/instances").timeout(bound));
    } catch (AssertionError e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        return false;
      }
      throw e;
    }
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    return true;
  }
}
