package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.host.http.CallWatch.Phase;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What hangs in one instance takes nothing from the others. */
@Timeout(120)
class InstanceShareTest {

  private static final int CALLS = 100;
  private static final String EMPTY =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void endCallers() throws InterruptedException {
    callers.shutdownNow();
    assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aHundredHangingCallsOfOneInstanceDoNotStopAnother() throws Exception {
    HttpSettings settings = HttpSettings.defaults().withDeadline(Duration.ofMinutes(5));
    try (var provider = RawServer.plain(InstanceShareTest::hangOrAnswer);
        var connections = ProviderConnections.open(settings)) {
      // Of the same provider, even: its origin is no bound to share either.
      InstanceHttp hanging = connections.open("hanging", Set.of(provider.origin()));
      InstanceHttp other = connections.open("other", Set.of(provider.origin()));
      List<Future<?>> calls = send(hanging, path(provider, "/hang"));
      await()
          .until(
              () ->
                  hanging.callsInFlight().stream().filter(Phase.ASKING::equals).count()
                      == settings.maxConnections());

      for (int i = 0; i < 3; i++) {
        assertThat(other.send(ProviderRequest.get(path(provider, "/answer"))).status())
            .isEqualTo(200);
      }

      // Those that found no place gave up; nothing waits but what has one.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> calls.stream().filter(Future::isDone).count(), done -> done == CALLS - 64);
      assertThatThrownBy(calls.stream().filter(Future::isDone).findFirst().orElseThrow()::get)
          .hasCauseInstanceOf(ConnectorException.class)
          .hasMessageContaining("All 64 connections of the connector instance 'hanging' are in use")
          .hasMessageContaining("raise maxConnections");
      hanging.close();
      await().untilAsserted(() -> assertThat(connections.pool().inUse()).isZero());
      assertThat(hanging.freePlaces()).isEqualTo(settings.maxConnections());
    }
  }

  @Test
  void hangingNamesAndProxiesOfOneInstanceDoNotStopAnother() throws Exception {
    try (var stall = new Stall(Phase.RESOLVING);
        var provider = RawServer.answering(EMPTY);
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults().withDeadline(Duration.ofMinutes(5)), stall::lookUp)) {
      InstanceHttp hanging = connections.open("hanging", Set.of(stall.uri));
      InstanceHttp other = connections.open("other", Set.of(provider.origin()));
      send(hanging, stall.uri);
      await()
          .until(
              () -> hanging.callsInFlight().stream().filter(Phase.RESOLVING::equals).count() == 64);

      assertThat(other.send(ProviderRequest.get(provider.uri())).status()).isEqualTo(200);
      assertThat(lookUps()).as("one look-up serves all that ask for the same name").isEqualTo(1);
      hanging.close();
    }
  }

  @Test
  void anErrorInOneCallClosesNothingForTheOthers() throws Exception {
    try (var provider = RawServer.answering(EMPTY);
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      InstanceHttp http = connections.open("test", Set.of(provider.origin()));

      // What the library does when a call meets an Error, such as a lack of memory.
      connections.pool().forClient().close(CloseMode.IMMEDIATE);

      assertThat(http.send(ProviderRequest.get(provider.uri())).status()).isEqualTo(200);
    }
  }

  @Test
  void aCallFromTheEndOfARecursionBreaksNothingForTheOthers() throws Exception {
    try (var provider = RawServer.plain(InstanceShareTest::hangOrAnswer);
        var connections =
            ProviderConnections.open(HttpSettings.defaults().withDeadline(Duration.ofSeconds(1)))) {
      InstanceHttp http = connections.open("test", Set.of(provider.origin()));
      URI answer = path(provider, "/answer");

      List<Throwable> ends = new ArrayList<>();
      var caller = new Thread(null, () -> recurse(http, answer, ends), "deep", 256 * 1024);
      caller.start();
      caller.join();

      assertThat(ends)
          .hasAtLeastOneElementOfType(StackOverflowError.class)
          .filteredOn(ConnectorException.class::isInstance)
          .isNotEmpty()
          .allSatisfy(end -> assertThat(end).hasMessageContaining("call itself without end"));
      // Calls go out, and are watched.
      assertThat(http.send(ProviderRequest.get(answer)).status()).isEqualTo(200);
      assertThatThrownBy(() -> http.send(ProviderRequest.get(path(provider, "/hang"))))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.TIMEOUT));
    }
  }

  @Test
  void aCallFromManyMethodsDeepGoesOutAsLongAsThereIsRoom() throws Exception {
    try (var provider = RawServer.plain(InstanceShareTest::hangOrAnswer);
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      InstanceHttp http = connections.open("test", Set.of(provider.origin()));

      assertThat(below(1_000, () -> http.send(ProviderRequest.get(path(provider, "/answer")))))
          .extracting(ProviderResponse::status)
          .isEqualTo(200);
    }
  }

  private static <T> T below(int methods, Supplier<T> call) {
    return methods == 0 ? call.get() : below(methods - 1, call);
  }

  /** Calls at the very end of the stack, and at some places a little above it. */
  private static int recurse(InstanceHttp http, URI uri, List<Throwable> ends) {
    int above;
    try {
      above = recurse(http, uri, ends);
    } catch (StackOverflowError e) {
      above = 0;
    }
    if (above < 400) {
      try {
        http.send(ProviderRequest.get(uri));
      } catch (StackOverflowError | ConnectorException e) {
        ends.add(e);
      }
    }
    return above + 1;
  }

  private List<Future<?>> send(InstanceHttp http, URI uri) {
    var calls = new ArrayList<Future<?>>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(callers.submit(() -> http.send(ProviderRequest.get(uri))));
    }
    return calls;
  }

  private static long lookUps() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("connector-http-names"))
        .filter(thread -> thread.getState() == Thread.State.WAITING)
        .count();
  }

  private static void hangOrAnswer(RawConnection connection) throws Exception {
    if (connection.lastRequest().startsWith("GET /hang")) {
      connection.hold();
    }
    connection.send(EMPTY);
  }

  private static URI path(RawServer server, String path) {
    return URI.create(server.origin() + path);
  }
}
