package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.http.Fault.Transport;
import dev.connectorkit.spi.ProviderRequest;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class QuietConnectionTest {

  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  /** The call was ended between a look-up and the connection that follows it. */
  @Test
  void oneThatIsClosedTakesNoSocketAnyMore() throws IOException {
    try (var server = RawServer.bare("http", RawConnection::hold);
        var socket = new Socket("localhost", server.origin().getPort())) {
      ManagedHttpClientConnection connection = QuietConnection.FACTORY.createConnection(null);
      connection.close(CloseMode.IMMEDIATE);

      assertThatThrownBy(() -> connection.bind(socket)).isInstanceOf(IOException.class);
      assertThat(socket.isClosed()).isTrue();
      assertThat(connection.isOpen()).isFalse();
      assertThat(server.isLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseThatAreNotUsedAreClosed(Transport over) throws Exception {
    try (var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  it.send(EMPTY);
                  it.hold();
                });
        var connections = connections()) {
      connections.open("test", Set.of(server.origin())).send(ProviderRequest.get(server.uri()));
      assertThat(connections.pool().idle()).isEqualTo(1);

      connections.pool().closeIdle(Duration.ofMinutes(1));
      assertThat(connections.pool().idle()).isEqualTo(1);

      assertThat(closeIdle(connections)).succeedsWithin(Duration.ofSeconds(20));
      assertThat(connections.pool().idle()).isZero();
      assertThat(server.isLeft()).isTrue();
    }
  }

  /** Closing reads nothing: the thread that does it watches all calls, too. */
  @ParameterizedTest
  @EnumSource
  void oneThatIsTalkedIntoWithoutEndIsClosedAllTheSame(Transport over) throws Exception {
    try (var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  it.send(EMPTY);
                  it.flood("x");
                });
        var connections = connections()) {
      connections.open("test", Set.of(server.origin())).send(ProviderRequest.get(server.uri()));

      assertThat(closeIdle(connections)).succeedsWithin(Duration.ofSeconds(20));
      assertThat(connections.pool().idle()).isZero();
      assertThat(server.isLeft()).isTrue();
    }
  }

  private static CompletableFuture<Void> closeIdle(ProviderConnections connections) {
    return CompletableFuture.runAsync(() -> connections.pool().closeIdle(Duration.ZERO));
  }

  private static ProviderConnections connections() {
    return ProviderConnections.open(
        HttpSettings.defaults().withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())));
  }
}
