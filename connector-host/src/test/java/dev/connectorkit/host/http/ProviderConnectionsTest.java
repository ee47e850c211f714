package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ProviderConnectionsTest {

  private static final int CAP = 1024;

  private final ProviderConnections connections =
      ProviderConnections.open(
          HttpSettings.defaults()
              .withDeadline(Duration.ofMillis(400))
              .withMaxBodyBytes(CAP)
              .withMaxConnections(4));

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void givesTheResponseWhateverItsStatus() throws IOException {
    try (var server =
        RawServer.answering(
            "HTTP/1.1 418 Teapot\r\nX-One: a\r\nX-One: b\r\nContent-Length: 5\r\n\r\nhello")) {
      ProviderResponse response = http(server).send(ProviderRequest.get(server.uri()));

      assertThat(response.status()).isEqualTo(418);
      assertThat(response.body()).asString(UTF_8).isEqualTo("hello");
      assertThat(response.headers()).containsEntry("x-one", java.util.List.of("a", "b"));
    }
  }

  @Test
  void sendsTheFormOnceAndAsksForNoCoding() throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
      http(server).send(ProviderRequest.postForm(server.uri(), Map.of("code", "a b+é")));

      assertThat(server.requests)
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request)
                      .startsWith("POST /token HTTP/1.1")
                      .contains("Content-Type: application/x-www-form-urlencoded")
                      .endsWith("code=a+b%2B%C3%A9")
                      .doesNotContainIgnoringCase("accept-encoding"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"429 Too Many\r\nRetry-After: 1", "503 Down\r\nRetry-After: 1", "500 No"})
  void neverTriesAgain(String status) throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
      http(server).send(ProviderRequest.postForm(server.uri(), Map.of("code", "x")));

      assertThat(server.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void neverFollowsARedirect(int status) throws IOException {
    try (var other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var server =
            RawServer.answering(
                "HTTP/1.1 "
                    + status
                    + " Moved\r\nLocation: "
                    + other.uri()
                    + "\r\nContent-Length: 0\r\n\r\n")) {
      InstanceHttp http = connections.open("test", Set.of(server.origin(), other.origin()));

      assertThat(http.send(ProviderRequest.get(server.uri())).status()).isEqualTo(status);
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void keepsNoCookies() throws IOException {
    try (var server =
        RawServer.answering(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")) {
      InstanceHttp http = http(server);
      http.send(ProviderRequest.get(server.uri()));
      http.send(ProviderRequest.get(server.uri()));

      assertThat(server.requests).hasSize(2).noneMatch(request -> request.contains("Cookie"));
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("never answers", ConnectorError.TIMEOUT, behaviour((c, out) -> block())),
        Arguments.of(
            "drips its headers",
            ConnectorError.TIMEOUT,
            behaviour((c, out) -> drip(out, "HTTP/1.1 200 OK\r\nX: " + "y".repeat(9000)))),
        Arguments.of(
            "drips its body",
            ConnectorError.TIMEOUT,
            behaviour((c, out) -> drip(out, "HTTP/1.1 200 OK\r\n\r\n" + "y".repeat(9000)))),
        Arguments.of(
            "sends an endless body",
            ConnectorError.INVALID_RESPONSE,
            behaviour(
                (c, out) -> {
                  out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
                  while (true) {
                    out.write(new byte[8192]);
                  }
                })),
        Arguments.of(
            "announces 64 MiB",
            ConnectorError.INVALID_RESPONSE,
            behaviour(
                (c, out) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n".getBytes(ISO_8859_1));
                  while (true) {
                    out.write(new byte[8192]);
                  }
                })),
        Arguments.of(
            "sends a gzip bomb",
            ConnectorError.INVALID_RESPONSE,
            behaviour((c, out) -> gzip(out, gzipOf(1_000_000)))),
        Arguments.of(
            "sends half of a gzip stream",
            ConnectorError.INVALID_RESPONSE,
            behaviour((c, out) -> gzip(out, java.util.Arrays.copyOf(gzipOf(500), 12)))),
        Arguments.of(
            "uses an unknown coding",
            ConnectorError.INVALID_RESPONSE,
            text("HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 1\r\n\r\nx")),
        Arguments.of(
            "speaks no HTTP", ConnectorError.INVALID_RESPONSE, text("garbage\r\n\r\ngarbage")),
        Arguments.of(
            "sends 100,000 headers",
            ConnectorError.INVALID_RESPONSE,
            behaviour(
                (c, out) -> {
                  out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
                  for (int i = 0; i < 100_000; i++) {
                    out.write(("X-" + i + ": y\r\n").getBytes(ISO_8859_1));
                  }
                })),
        Arguments.of(
            "closes at once", ConnectorError.UNAVAILABLE, behaviour((c, out) -> c.close())),
        Arguments.of(
            "resets",
            ConnectorError.UNAVAILABLE,
            behaviour(
                (c, out) -> {
                  c.setSoLinger(true, 0);
                  c.close();
                })),
        Arguments.of(
            "ends within the body",
            ConnectorError.UNAVAILABLE,
            text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aServerThat(String what, ConnectorError error, RawServer.Behaviour fault)
      throws IOException {
    try (var server = new RawServer(fault)) {
      var request =
          ProviderRequest.postForm(
              URI.create(server.uri() + "?in=query-canary"), Map.of("code", "body-canary"));

      assertThatThrownBy(() -> http(server).send(request))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> {
                assertThat(e.error()).isEqualTo(error);
                assertThat(stackTrace(e)).doesNotContain("canary");
              });
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void decodesGzipNobodyAskedForWithinTheCap() throws IOException {
    try (var server = new RawServer((c, out) -> gzip(out, gzipOf(CAP)))) {
      assertThat(http(server).send(ProviderRequest.get(server.uri())).body()).hasSize(CAP);
    }
  }

  @Test
  void talksToDeclaredOriginsOnly() throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      InstanceHttp http = connections.open("test", Set.of(URI.create("https://provider.example")));

      for (String address :
          new String[] {
            server.uri().toString(),
            "https://provider.example:8443/",
            "https://provider.example.evil.example/",
            "http://provider.example/",
            "https://user@provider.example/"
          }) {
        assertFails(
            () -> http.send(ProviderRequest.get(URI.create(address))),
            ConnectorError.ORIGIN_NOT_ALLOWED);
        assertThat(http.reaches(URI.create(address))).as(address).isFalse();
      }
      assertThat(http.reaches(URI.create("https://provider.example/token?a=b"))).isTrue();
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void aNameThatDoesNotExistIsUnavailable() {
    InstanceHttp http = connections.open("test", Set.of(URI.create("https://nowhere.invalid")));

    assertFails(
        () -> http.send(ProviderRequest.get(URI.create("https://nowhere.invalid/"))),
        ConnectorError.UNAVAILABLE);
  }

  @Test
  void closingAnInstanceEndsItsCallsAndNoOthers() throws Exception {
    try (var hanging = new RawServer((c, out) -> block());
        var other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var patient =
            ProviderConnections.open(HttpSettings.defaults().withDeadline(Duration.ofMinutes(1)))) {
      InstanceHttp closed = patient.open("closed", Set.of(hanging.origin()));
      ExecutorService caller = Executors.newSingleThreadExecutor();
      try {
        Future<ProviderResponse> call =
            caller.submit(() -> closed.send(ProviderRequest.get(hanging.uri())));
        hanging.asked.await();
        closed.close();

        assertThatThrownBy(call::get)
            .hasCauseInstanceOf(ConnectorException.class)
            .hasMessageContaining("is closed");
      } finally {
        caller.shutdownNow();
      }
      assertFails(() -> closed.send(ProviderRequest.get(hanging.uri())), ConnectorError.STOPPED);
      InstanceHttp open = patient.open("open", Set.of(other.origin()));
      assertThat(open.send(ProviderRequest.get(other.uri())).status()).isEqualTo(200);
    }
  }

  @Test
  void anInterruptEndsTheCallAndStaysSet() throws Exception {
    try (var server = new RawServer((c, out) -> block());
        var patient =
            ProviderConnections.open(HttpSettings.defaults().withDeadline(Duration.ofMinutes(1)))) {
      InstanceHttp http = patient.open("test", Set.of(server.origin()));
      var outcome = new java.util.concurrent.CompletableFuture<Boolean>();
      var caller =
          new Thread(
              () -> {
                try {
                  http.send(ProviderRequest.get(server.uri()));
                } catch (ConnectorException e) {
                  outcome.complete(
                      e.error() == ConnectorError.UNAVAILABLE
                          && Thread.currentThread().isInterrupted());
                }
              });
      caller.start();
      server.asked.await();
      caller.interrupt();

      assertThat(outcome.get()).isTrue();
    }
  }

  @Test
  void logsNoSecretEvenAtTrace() throws IOException {
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
    try (var quiet = ProviderConnections.open(HttpSettings.defaults());
        var server =
            RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\ntoken-canary-3")) {
      quiet
          .open("test", Set.of(server.origin()))
          .send(
              ProviderRequest.postForm(server.uri(), Map.of("code", "canary-1"))
                  .header("Authorization", "Basic canary-2"));

      assertThat(appender.list).isNotEmpty();
      assertThat(appender.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(message -> message.contains("canary"));
    } finally {
      root.setLevel(before);
      root.detachAppender(appender);
    }
  }

  private InstanceHttp http(RawServer server) {
    return connections.open("test", Set.of(server.origin()));
  }

  private static RawServer.Behaviour behaviour(RawServer.Behaviour behaviour) {
    return behaviour;
  }

  private static RawServer.Behaviour text(String response) {
    return (client, out) -> out.write(response.getBytes(ISO_8859_1));
  }

  private static void block() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** A byte every now and then: each read succeeds, and the whole never ends. */
  private static void drip(java.io.OutputStream out, String text)
      throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    for (byte next : text.getBytes(ISO_8859_1)) {
      out.write(next);
      out.flush();
      never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
  }

  private static void gzip(java.io.OutputStream out, byte[] body) throws IOException {
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n")
            .getBytes(ISO_8859_1));
    out.write(body);
  }

  private static byte[] gzipOf(int zeros) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(new byte[zeros]);
    }
    return bytes.toByteArray();
  }

  private static String stackTrace(Throwable failure) {
    var text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  private static void assertFails(ThrowingCallable call, ConnectorError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
