package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.host.Extent;
import dev.connectorkit.host.http.CallWatch.Phase;
import dev.connectorkit.host.http.Fault.Transport;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever a call has got to, everything that can end it does. */
@Timeout(60)
class EndingsTest {

  enum Ending {
    DEADLINE(ConnectorError.TIMEOUT),
    INTERRUPT(ConnectorError.UNAVAILABLE),
    INSTANCE_CLOSED(ConnectorError.STOPPED),
    HOST_CLOSED(ConnectorError.STOPPED);

    private final ConnectorError error;

    Ending(ConnectorError error) {
      this.error = error;
    }
  }

  /** How a call ended. */
  private record Outcome(ConnectorError error, boolean interrupted) {}

  static Stream<Arguments> everyPhaseAndEnding() {
    return Stream.of(Phase.values())
        .flatMap(
            phase ->
                Stream.of(Ending.values())
                    .filter(ending -> Extent.WHOLE || !waitsInVain(phase, ending))
                    .map(ending -> Arguments.of(phase, ending)));
  }

  /** The deadline is waited for, and is watched alike in every phase but the first. */
  private static boolean waitsInVain(Phase phase, Ending ending) {
    return ending == Ending.DEADLINE && phase != Phase.QUEUEING && phase != Phase.READING;
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyPhaseAndEnding")
  void endsACall(Phase phase, Ending ending) throws Exception {
    try (var stall = new Stall(phase);
        var connections =
            ProviderConnections.open(settings(phase, ending, stall.proxy), stall::lookUp)) {
      InstanceHttp http = connections.open("test", Set.of(stall.uri));
      if (phase == Phase.QUEUEING) {
        call(http, ProviderRequest.get(stall.uri));
        await().until(() -> http.callsInFlight().contains(Phase.ASKING));
      }
      Call call = call(http, ProviderRequest.get(stall.uri));
      await().until(() -> http.callsInFlight().contains(phase));

      bring(ending, call.thread(), http, connections);

      Outcome outcome = call.outcome().get(20, TimeUnit.SECONDS);
      assertThat(outcome.error())
          .isEqualTo(
              phase == Phase.QUEUEING && ending == Ending.DEADLINE
                  ? ConnectorError.OVERLOADED
                  : ending.error);
      assertThat(outcome.interrupted()).isEqualTo(ending == Ending.INTERRUPT);
      http.close();
      await().untilAsserted(() -> assertThat(connections.pool().inUse()).isZero());
      await().untilAsserted(() -> assertThat(http.callsInFlight()).isEmpty());
      await().untilAsserted(() -> assertThat(connections.callsWatched()).isZero());
      assertThat(http.freePlaces()).isEqualTo(1);
    }
  }

  /** More than the systems on both ends take in: the caller is stuck in writing. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyTransportAndEnding")
  void endsACallWhoseRequestNobodyReads(Transport over, Ending ending) throws Exception {
    try (var server =
            RawServer.bare(over == Transport.TLS ? "https" : "http", it -> ignore(it, over));
        var connections =
            ProviderConnections.open(settings(Phase.ASKING, ending, Optional.empty()))) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));
      Call call =
          call(http, ProviderRequest.post(server.uri(), "text/plain", new byte[20_000_000]));
      await().until(() -> http.callsInFlight().contains(Phase.ASKING));

      bring(ending, call.thread(), http, connections);

      assertThat(call.outcome().get(20, TimeUnit.SECONDS).error()).isEqualTo(ending.error);
      await().untilAsserted(() -> assertThat(connections.pool().inUse()).isZero());
      assertThat(server.isLeft()).isTrue();
    }
  }

  static Stream<Arguments> everyTransportAndEnding() {
    return Stream.of(Transport.values())
        .flatMap(over -> Stream.of(Ending.values()).map(ending -> Arguments.of(over, ending)));
  }

  private static void ignore(RawConnection connection, Transport over) throws Exception {
    SSLContext tls = Fault.tls(over);
    if (tls != null) {
      connection.secure(tls);
    }
    connection.hold();
  }

  @ParameterizedTest
  @MethodSource("closings")
  void aClosedInstanceTakesNoFurtherCall(Ending ending) throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      InstanceHttp closed = connections.open("closed", Set.of(server.origin()));
      InstanceHttp other = connections.open("other", Set.of(server.origin()));
      bring(ending, Thread.currentThread(), closed, connections);

      assertThat(
              call(closed, ProviderRequest.get(server.uri()))
                  .outcome()
                  .get(20, TimeUnit.SECONDS)
                  .error())
          .isEqualTo(ConnectorError.STOPPED);
      assertThat(server.connections()).isZero();
      if (ending == Ending.INSTANCE_CLOSED) {
        assertThat(other.send(ProviderRequest.get(server.uri())).status()).isEqualTo(200);
      }
    }
  }

  /** Otherwise one of them may take a connection out of a pool that is closed already. */
  @Test
  void aHostIsClosedWhenItsCallsAreOver() throws Exception {
    try (var stall = new Stall(Phase.QUEUEING);
        var connections =
            ProviderConnections.open(
                settings(Phase.QUEUEING, Ending.HOST_CLOSED, stall.proxy), stall::lookUp)) {
      InstanceHttp http = connections.open("test", Set.of(stall.uri));
      List<Call> calls =
          Stream.generate(() -> call(http, ProviderRequest.get(stall.uri))).limit(20).toList();
      await().until(() -> http.callsInFlight().size() == calls.size());
      await().until(() -> http.callsInFlight().contains(Phase.ASKING));

      bring(Ending.HOST_CLOSED, Thread.currentThread(), http, connections);

      assertThat(connections.callsWatched()).isZero();
      assertThat(connections.pool().inUse()).isZero();
      for (Call call : calls) {
        assertThat(call.outcome().get(20, TimeUnit.SECONDS).error())
            .isEqualTo(ConnectorError.STOPPED);
      }
    }
  }

  @Test
  void anInstanceOpenedAfterTheEndTakesNoCall() throws Exception {
    var connections = ProviderConnections.open(HttpSettings.defaults());
    connections.close();
    URI uri = URI.create("https://provider.test/");
    InstanceHttp late = connections.open("late", Set.of(uri));

    assertThatThrownBy(() -> late.send(ProviderRequest.get(uri)))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(ConnectorError.STOPPED));
  }

  static Stream<Ending> closings() {
    return Stream.of(Ending.INSTANCE_CLOSED, Ending.HOST_CLOSED);
  }

  private static HttpSettings settings(
      Phase phase, Ending ending, Optional<InetSocketAddress> proxy) {
    Duration patience = ending == Ending.DEADLINE ? Duration.ofSeconds(1) : Duration.ofMinutes(5);
    // The call that has the only place must not leave it to the one that waits.
    Duration deadline = phase == Phase.QUEUEING ? Duration.ofMinutes(5) : patience;
    return new HttpSettings(
        patience, deadline, 1024 * 1024, 1, proxy, List.of(Fault.AUTHORITY.certificate()), "test");
  }

  private static void bring(
      Ending ending, Thread caller, InstanceHttp http, ProviderConnections connections) {
    switch (ending) {
      case INTERRUPT -> caller.interrupt();
      case INSTANCE_CLOSED -> http.close();
      case HOST_CLOSED -> connections.close();
      // Comes of its own accord.
      case DEADLINE -> {}
      default -> throw new IllegalArgumentException(ending.name());
    }
  }

  private record Call(Thread thread, CompletableFuture<Outcome> outcome) {}

  private static Call call(InstanceHttp http, ProviderRequest request) {
    var outcome = new CompletableFuture<Outcome>();
    var thread =
        new Thread(
            () -> {
              try {
                http.send(request);
                outcome.completeExceptionally(new AssertionError("The call succeeded."));
              } catch (ConnectorException e) {
                outcome.complete(new Outcome(e.error(), Thread.currentThread().isInterrupted()));
              } catch (Throwable e) {
                outcome.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return new Call(thread, outcome);
  }
}
