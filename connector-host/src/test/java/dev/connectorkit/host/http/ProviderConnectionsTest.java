package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call does when all goes well. */
@Timeout(60)
class ProviderConnectionsTest {

  private static final int CAP = 1024;
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final ProviderConnections connections =
      ProviderConnections.open(HttpSettings.defaults().withMaxBodyBytes(CAP));

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
      assertThat(response.headers()).containsEntry("x-one", List.of("a", "b"));
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
                      .doesNotContainIgnoringCase("accept-encoding")
                      .doesNotContainIgnoringCase("upgrade"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', /",
    "/, /",
    "?a=b, /?a=b",
    "/a%2Fb?c=d%26e&f, /a%2Fb?c=d%26e&f",
    "//evil.example/a, //evil.example/a",
    "/a#fragment, /a",
  })
  void asksForExactlyThePathAndQueryOfTheConnector(String given, String asked) throws IOException {
    try (var server = RawServer.answering(EMPTY)) {
      http(server).send(ProviderRequest.get(URI.create(server.origin() + given)));

      assertThat(server.requests)
          .singleElement()
          .asString()
          .startsWith("GET " + asked + " HTTP/1.1\r\n")
          .contains("\r\nHost: " + server.origin().getAuthority() + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "429 Too Many\r\nRetry-After: 1",
        "503 Down\r\nRetry-After: 1",
        "500 No",
        "401 Who\r\nWWW-Authenticate: Basic realm=\"x\"",
        "401 Who\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\"",
        "408 Late\r\nConnection: close",
        "425 Early",
      })
  void neverTriesAgain(String status) throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
      http(server).send(ProviderRequest.postForm(server.uri(), Map.of("code", "x")));

      assertThat(server.requests).hasSize(1);
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

  @Test
  void decodesGzipNobodyAskedForWithinTheCap() throws IOException {
    byte[] gzip = AnswerFaults.gzip(new byte[CAP]);
    try (var server =
        RawServer.plain(
            it -> {
              it.send("HTTP/1.1 200 OK\r\nContent-Encoding: GZIP, identity\r\n");
              it.send("Content-Length: " + gzip.length + "\r\n\r\n");
              it.send(gzip);
            })) {
      assertThat(http(server).send(ProviderRequest.get(server.uri())).body()).hasSize(CAP);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "204 No Content\r\n\r\n",
        "304 Not Modified\r\nContent-Length: 10\r\n\r\n",
        "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
        "200 OK\r\nKeep-Alive: timeout=99999999999999999999\r\nContent-Length: 0\r\n\r\n",
        "200 OK\r\nKeep-Alive: timeout=9223372036854775807\r\nContent-Length: 0\r\n\r\n",
        "200 OK\r\nKeep-Alive: timeout=-1\r\nContent-Length: 0\r\n\r\n",
        "200 OK\r\nKeep-Alive: timeout=x, max\r\nContent-Length: 0\r\n\r\n",
        "200 OK\r\nConnection: \r\nContent-Type: ;;;\r\nContent-Length: 0\r\n\r\n",
      })
  void anAnswerMayBeEmpty(String answer) throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 " + answer)) {
      assertThat(http(server).send(ProviderRequest.get(server.uri())).body()).isEmpty();
      assertThat(connections.pool().inUse()).isZero();
    }
  }

  @Test
  void tellsWhichAddressesItReaches() throws IOException {
    try (var server = RawServer.answering(EMPTY)) {
      InstanceHttp http = connections.open("test", Set.of(URI.create("https://provider.example")));

      assertThat(http.reaches(URI.create("https://provider.example/token?a=b"))).isTrue();
      assertThat(
              List.of(
                  server.uri().toString(),
                  "https://provider.example:8443/",
                  "https://provider.example.evil.example/",
                  "http://provider.example/",
                  "https://user@provider.example/"))
          .noneMatch(address -> http.reaches(URI.create(address)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Host, evil.example",
    "host, evil.example",
    "Content-Length, 0",
    "Transfer-Encoding, chunked",
    "Expect, 100-continue",
    "'X-One: 1\r\nX-Two', 2",
    "X-One, '1\r\nX-Two: 2'",
    "'', x",
  })
  void aConnectorCannotFrameTheMessage(String name, String value) throws IOException {
    try (var server = RawServer.answering(EMPTY)) {
      assertThatThrownBy(
              () -> http(server).send(ProviderRequest.get(server.uri()).header(name, value)))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.UNEXPECTED))
          .hasMessageContaining("The connector sets");
      assertThat(server.connections()).isZero();
    }
  }

  private InstanceHttp http(RawServer server) {
    return connections.open("test", Set.of(server.origin()));
  }
}
