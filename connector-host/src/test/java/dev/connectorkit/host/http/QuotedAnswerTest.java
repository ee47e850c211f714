package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library quotes what it cannot read, and an answer may repeat a secret. */
@Timeout(60)
class QuotedAnswerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/secret-canary\r\n\r\n",
        "HTTP/1.1 200 OK\r\nsecret-canary\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsecret-canary\r\nx",
      })
  void isInNoFailureNorInItsCauses(String answer) throws IOException {
    try (var server = RawServer.answering(answer);
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      assertThatThrownBy(() -> http.send(ProviderRequest.get(server.uri())))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_RESPONSE))
          .satisfies(e -> assertThat(trace(e)).doesNotContain("canary"));
    }
  }

  private static String trace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
