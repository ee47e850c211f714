package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallsInFlightTest {

  private final List<Thread> before = watchers();
  private final ProviderConnections connections =
      ProviderConnections.open(HttpSettings.defaults().withDeadline(Duration.ofMillis(100)));
  private final Thread watcher =
      watchers().stream().filter(thread -> !before.contains(thread)).findFirst().orElseThrow();

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void theWatchingThreadRestsWithoutCalls() {
    await().until(() -> watcher.getState() == Thread.State.WAITING);
  }

  @Test
  void aCallThatFindsItRestingStillHasADeadline() throws IOException {
    await().until(() -> watcher.getState() == Thread.State.WAITING);

    assertThatADrippingServerTimesOut();
  }

  @Test
  void aCallThatFindsItAtWorkHasADeadline() throws IOException {
    assertThatADrippingServerTimesOut();
  }

  @Test
  void theWatchingThreadEndsWithTheConnections() throws InterruptedException {
    await().until(() -> watcher.getState() == Thread.State.WAITING);
    connections.close();

    watcher.join();
  }

  /** Every read succeeds, so that nothing but the watching thread can end the call. */
  private void assertThatADrippingServerTimesOut() throws IOException {
    var enough = new CountDownLatch(1);
    try (var server =
            new RawServer(
                (client, out) -> {
                  out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(ISO_8859_1));
                  do {
                    out.write('y');
                  } while (!enough.await(10, TimeUnit.MILLISECONDS));
                });
        InstanceHttp http = connections.open("instance", Set.of(server.origin()))) {
      assertThatThrownBy(() -> http.send(ProviderRequest.get(server.uri())))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.TIMEOUT));
    } finally {
      enough.countDown();
    }
  }

  private static List<Thread> watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("connector-http-watch"))
        .toList();
  }
}
