package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.http.Fault.Transport;
import dev.connectorkit.spi.ProviderRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection is used again, unless something is left in it: it might be another's answer. */
@Timeout(60)
class LeftoverTest {

  private static final String MINE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nmine";
  private static final String OTHERS = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nothers";

  private final ProviderConnections connections =
      ProviderConnections.open(
          HttpSettings.defaults().withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())));

  @ParameterizedTest
  @EnumSource
  void aCleanConnectionIsUsedAgain(Transport over) throws Exception {
    try (connections;
        var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  it.send(MINE);
                  it.read();
                  it.send(MINE);
                  it.hold();
                })) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      assertThat(ask(http, server)).isEqualTo("mine");
      assertThat(ask(http, server)).isEqualTo("mine");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCameWithTheAnswerIsNoAnswerToTheNextRequest(Transport over) throws Exception {
    try (connections;
        var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  it.send(MINE + OTHERS);
                  it.hold();
                })) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      assertThat(ask(http, server)).isEqualTo("mine");
      assertThat(ask(http, server)).isEqualTo("mine");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCameLaterIsNoAnswerToTheNextRequest(Transport over) throws Exception {
    // What was sent may still be on its way on a busy machine; then there is nothing to see yet.
    boolean seen = false;
    for (int attempt = 0; attempt < 20 && !seen; attempt++) {
      seen = answerAfterALeftover(over).equals("mine");
    }
    assertThat(seen).isTrue();
  }

  private String answerAfterALeftover(Transport over) throws Exception {
    var answered = new CountDownLatch(1);
    var leftOver = new CountDownLatch(1);
    try (var own =
            ProviderConnections.open(
                HttpSettings.defaults()
                    .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())));
        var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  it.send(MINE);
                  answered.await();
                  it.send(OTHERS);
                  leftOver.countDown();
                  it.hold();
                })) {
      InstanceHttp http = own.open("test", Set.of(server.origin()));

      assertThat(ask(http, server)).isEqualTo("mine");
      answered.countDown();
      leftOver.await();
      return ask(http, server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatWasKeptBeforeIsStillLookedAt(Transport over) throws Exception {
    try (connections;
        var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  for (int i = 0; i < 3; i++) {
                    it.send(MINE);
                    it.read();
                  }
                  it.send(MINE + OTHERS);
                  it.hold();
                })) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      for (int i = 0; i < 5; i++) {
        assertThat(ask(http, server)).isEqualTo("mine");
      }
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  /**
   * Read past the connection's buffer, so that what follows waits within TLS, already decrypted.
   */
  @ParameterizedTest
  @EnumSource
  void whatCameWithALongAnswerIsNotOverlooked(Transport over) throws Exception {
    String body = "x".repeat(12_000);
    String longOne = "HTTP/1.1 200 OK\r\nContent-Length: 12000\r\n\r\n" + body;
    try (connections;
        var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  for (int i = 0; i < 2; i++) {
                    it.send(MINE);
                    it.read();
                  }
                  it.send(longOne + OTHERS);
                  it.hold();
                })) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      assertThat(ask(http, server)).isEqualTo("mine");
      assertThat(ask(http, server)).isEqualTo("mine");
      assertThat(ask(http, server)).isEqualTo(body);
      assertThat(ask(http, server)).isEqualTo("mine");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aConnectionThatTheServerClosedIsNotUsedAgain() throws Exception {
    try (connections;
        var server = RawServer.answering(MINE)) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      for (int i = 0; i < 20; i++) {
        assertThat(ask(http, server)).isEqualTo("mine");
        server.awaitClosed();
      }
    }
  }

  private static String ask(InstanceHttp http, RawServer server) {
    return new String(http.send(ProviderRequest.get(server.uri())).body(), UTF_8);
  }
}
