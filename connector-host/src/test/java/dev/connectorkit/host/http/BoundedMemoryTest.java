package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import dev.connectorkit.host.http.Fault.Transport;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However much a provider sends, little of it is read, and less of it kept. */
@Timeout(60)
class BoundedMemoryTest {

  private static final int MIB = 1024 * 1024;
  private static final int CAP = MIB;

  // What the systems on both ends take without anybody reading it; Linux lets it grow to this.
  private static final int SOCKET_BUFFERS = 10 * MIB;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The first call of a JVM loads a library, for megabytes. */
  @BeforeAll
  static void warmUp() throws Exception {
    for (Transport over : Transport.values()) {
      try (var server =
              RawServer.serving(
                  Fault.tls(over), it -> it.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
          var connections = connections()) {
        connections.open("warm", Set.of(server.origin())).send(ProviderRequest.get(server.uri()));
      }
    }
  }

  private static ProviderConnections connections() {
    return ProviderConnections.open(
        HttpSettings.defaults()
            .withMaxBodyBytes(CAP)
            .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())));
  }

  static Stream<Arguments> floods() {
    // 600 MiB, in less than the cap.
    byte[] bomb = AnswerFaults.gzip(new byte[MIB], 600);
    byte[] nested = AnswerFaults.gzip(bomb);
    return Stream.of(
            Arguments.of("a body without end", "", new byte[0]),
            Arguments.of("64 MiB", "Content-Length: 67108864\r\n", new byte[0]),
            Arguments.of("chunks without end", "Transfer-Encoding: chunked\r\n", new byte[0]),
            Arguments.of("a gzip bomb", "Content-Encoding: gzip\r\n", bomb),
            Arguments.of("gzip in gzip", "Content-Encoding: gzip, gzip\r\n", nested),
            Arguments.of("a bomb called br", "Content-Encoding: br\r\n", bomb),
            Arguments.of("a bomb called deflate", "Content-Encoding: deflate\r\n", bomb))
        .flatMap(
            flood ->
                Stream.of(Transport.values())
                    .map(
                        over ->
                            Arguments.of(flood.get()[0], over, flood.get()[1], flood.get()[2])));
  }

  @ParameterizedTest(name = "{0}, over {1}")
  @MethodSource("floods")
  void neitherReadsNorKeepsMuchMoreThanTheCap(
      String what, Transport over, String headers, byte[] body) throws Exception {
    try (var server =
            RawServer.serving(
                Fault.tls(over),
                it -> {
                  it.send("HTTP/1.1 200 OK\r\n" + headers + "\r\n");
                  if (body.length > 0) {
                    it.send(body);
                  } else {
                    it.flood("1000\r\n" + "x".repeat(4096) + "\r\n");
                  }
                });
        var connections = connections()) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      Throwable failure = catchThrowable(() -> http.send(ProviderRequest.get(server.uri())));
      long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

      assertThat(failure)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_RESPONSE));
      // Pieces, the whole, and both again once decoded; the rest is TLS.
      assertThat(allocated).as("bytes allocated").isLessThan(8L * CAP);
      assertThat(server.isLeft()).isTrue();
      assertThat(server.bytesSent()).as("bytes sent").isLessThan(2L * CAP + SOCKET_BUFFERS);
    }
  }
}
