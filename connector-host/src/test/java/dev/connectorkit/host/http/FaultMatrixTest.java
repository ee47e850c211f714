package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.host.Extent;
import dev.connectorkit.host.http.Fault.Scene;
import dev.connectorkit.host.http.Fault.Transport;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a provider, its network or its certificate does: the call ends, with the right code and
 * a message that helps, and leaves nothing behind, least of all a secret. Writes what it saw to
 * {@code target/fault-matrix.md}.
 */
class FaultMatrixTest {

  /** Against hanging only; says nothing of speed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Set<String> ROWS = new ConcurrentSkipListSet<>();
  private static final ExecutorService CALLERS = Executors.newCachedThreadPool();
  private static EveryLog log;

  @BeforeAll
  static void listen() throws IOException {
    log = new EveryLog();
    warmUp();
  }

  /** The first handshake of a JVM can take longer than the deadlines here. */
  private static void warmUp() throws IOException {
    try (RawServer server =
            RawServer.serving(
                Fault.tls(Transport.TLS),
                it -> it.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults()
                    .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())))) {
      connections.open("warm", Set.of(server.origin())).send(ProviderRequest.get(server.uri()));
    }
  }

  @AfterAll
  static void writeTable() throws IOException {
    log.close();
    CALLERS.shutdownNow();
    Path table = Path.of("target", "fault-matrix.md");
    Files.createDirectories(table.getParent());
    Files.writeString(
        table,
        "| the provider | over | code | message |\n|---|---|---|---|\n"
            + String.join("\n", ROWS)
            + "\n");
  }

  static Stream<Arguments> cells() {
    return Stream.concat(AnswerFaults.all(), WayFaults.all())
        .flatMap(fault -> transports(fault).map(over -> Arguments.of(fault, over)));
  }

  /** Those that wait for a deadline take most of the time, and a representative takes one way. */
  private static Stream<Transport> transports(Fault fault) {
    boolean waits = fault.expected() == ConnectorError.TIMEOUT;
    return fault.transports().stream().limit(waits && !Extent.WHOLE ? 1 : Long.MAX_VALUE);
  }

  @ParameterizedTest(name = "{0}, over {1}")
  @MethodSource("cells")
  void theCallEndsTypedAndLeavesNothingBehind(Fault fault, Transport transport) throws Exception {
    try (Scene scene = fault.setting().open(transport);
        var connections = ProviderConnections.open(settings(fault, scene), scene.names())) {
      InstanceHttp http = connections.open("test", Set.of(scene.uri()));
      ProviderRequest request = withSecretsEverywhere(scene.uri());

      Throwable failure =
          CALLERS
              .submit(() -> catchThrowable(() -> http.send(request)))
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

      ROWS.add(row(fault, transport, failure));
      assertThat(failure)
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.error()).isEqualTo(fault.expected()))
          .hasMessageContaining(fault.says());
      assertThat(failure.getMessage()).hasSizeLessThan(400);
      scene.servers().forEach(FaultMatrixTest::assertAskedOnce);
      assertNothingIsLeft(connections, http, scene);
      Canaries.assertNoneIn(failure);
      Canaries.assertNoneIn("the request", request.toString());
      Canaries.assertNoneIn("the logs", log.takeAll());
    }
  }

  private static void assertAskedOnce(RawServer server) {
    assertThat(server.requests).filteredOn(it -> it.startsWith("POST")).hasSizeLessThan(2);
    assertThat(server.requests)
        .filteredOn(it -> it.startsWith("CONNECT"))
        .allSatisfy(it -> Canaries.assertNoneIn("what the proxy sees", it));
  }

  private static void assertNothingIsLeft(
      ProviderConnections connections, InstanceHttp http, Scene scene) throws IOException {
    // The watch may still be at it when the caller has its exception.
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(connections.pool().inUse()).isZero());
    assertThat(connections.callsWatched()).isZero();
    assertThat(http.callsInFlight()).isEmpty();
    assertThat(http.freePlaces()).isEqualTo(HttpSettings.defaults().maxConnections());
    assertThat(callersInside()).isEmpty();
    // An answer that came whole, however useless, leaves a connection that can be used again.
    if (connections.pool().idle() == 0) {
      for (RawServer server : scene.servers()) {
        assertThat(server.isLeft()).as("all connections are closed").isTrue();
      }
    }
  }

  /** Threads that are still inside of a call. */
  private static List<Thread> callersInside() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(
            thread ->
                Stream.of(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().equals(InstanceHttp.class.getName())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Patient, unless it is the deadline that has to end the call. */
  private static HttpSettings settings(Fault fault, Scene scene) {
    Duration deadline =
        fault.expected() == ConnectorError.TIMEOUT ? Duration.ofSeconds(1) : Duration.ofMinutes(2);
    var settings =
        new HttpSettings(
            deadline,
            deadline,
            1024,
            HttpSettings.defaults().maxConnections(),
            Optional.empty(),
            List.of(Fault.AUTHORITY.certificate()),
            "test");
    return scene.settings().apply(settings);
  }

  private static ProviderRequest withSecretsEverywhere(URI uri) {
    byte[] basic = ("client:" + Canaries.CLIENT_SECRET).getBytes(StandardCharsets.UTF_8);
    return ProviderRequest.postForm(
            URI.create(uri + "?secret=" + Canaries.IN_QUERY),
            Map.of("code", Canaries.CODE, "client_secret", Canaries.CLIENT_SECRET))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic))
        .header("X-Token", "Bearer " + Canaries.ACCESS_TOKEN);
  }

  private static String row(Fault fault, Transport transport, Throwable failure) {
    String code =
        failure instanceof ConnectorException e ? e.error().code() : String.valueOf(failure);
    String message = failure == null ? "" : failure.getMessage();
    return "| %s | %s | %s | %s |"
        .formatted(
            fault.name(),
            transport.name().toLowerCase(Locale.ROOT),
            code,
            message.replaceAll("localhost:\\d+", "localhost:port"));
  }
}
