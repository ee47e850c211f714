package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ProviderRequest;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuietConnectionTest {

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

  @Test
  void thoseThatAreNotUsedAreClosed() throws Exception {
    try (var server =
            RawServer.plain(
                it -> {
                  it.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  it.hold();
                });
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      connections.open("test", Set.of(server.origin())).send(ProviderRequest.get(server.uri()));
      assertThat(connections.pool().idle()).isEqualTo(1);

      connections.pool().closeIdle(Duration.ofMinutes(1));
      assertThat(connections.pool().idle()).isEqualTo(1);

      connections.pool().closeIdle(Duration.ZERO);
      assertThat(connections.pool().idle()).isZero();
      assertThat(server.isLeft()).isTrue();
    }
  }
}
