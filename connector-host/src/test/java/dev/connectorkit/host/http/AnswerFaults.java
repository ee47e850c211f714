package dev.connectorkit.host.http;

import static dev.connectorkit.spi.ConnectorError.INVALID_RESPONSE;
import static dev.connectorkit.spi.ConnectorError.TIMEOUT;
import static dev.connectorkit.spi.ConnectorError.UNAVAILABLE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** What a provider can do wrong once it has the request, over TLS or not. */
final class AnswerFaults {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String NO_HTTP = "does not answer in proper HTTP";
  private static final String TOO_LARGE = "over 1024 bytes. If it has to be, raise maxBodyBytes";
  private static final String NO_GZIP = "is not the gzip it says it is";
  private static final String CODING = "a content coding nobody asked for";
  private static final String NO_ANSWER = "closed the connection without an answer";
  private static final String HALF_AN_ANSWER = "closed the connection within its answer";

  private AnswerFaults() {}

  static Stream<Fault> all() {
    return Stream.of(slow(), endless(), encoded(), broken(), noHttp()).flatMap(faults -> faults);
  }

  private static Stream<Fault> slow() {
    return Stream.of(
        Fault.answer("never answers", TIMEOUT, "did not answer within", RawConnection::hold),
        Fault.answer(
            "drips headers",
            TIMEOUT,
            "did not answer within",
            it -> it.drip(OK + "X: " + "y".repeat(9000))),
        Fault.answer(
            "drips a body",
            TIMEOUT,
            "did not finish its answer within",
            it -> it.drip(OK + "\r\n" + "y".repeat(900))),
        Fault.answer(
            "says 100 Continue again and again",
            TIMEOUT,
            "did not answer within",
            it -> it.drip("HTTP/1.1 100 Continue\r\n\r\n")),
        Fault.answer(
            "announces more than it sends, and waits",
            TIMEOUT,
            "did not finish its answer within",
            it -> {
              it.send(OK + "Content-Length: 10\r\n\r\nshort");
              it.hold();
            }));
  }

  private static Stream<Fault> endless() {
    return Stream.of(
        Fault.answer(
            "sends a body without end",
            INVALID_RESPONSE,
            TOO_LARGE,
            it -> {
              it.send(OK + "\r\n");
              it.flood("body");
            }),
        Fault.answer(
            "sends chunks without end",
            INVALID_RESPONSE,
            TOO_LARGE,
            it -> {
              it.send(OK + "Transfer-Encoding: chunked\r\n\r\n");
              it.flood("4\r\nbody\r\n");
            }),
        Fault.answer(
            "announces 64 MiB, and sends them",
            INVALID_RESPONSE,
            TOO_LARGE,
            it -> {
              it.send(OK + "Content-Length: 67108864\r\n\r\n");
              it.flood("body");
            }),
        Fault.answer(
            "sends 100,000 headers",
            INVALID_RESPONSE,
            "headers over the bounds",
            it -> {
              it.send(OK);
              it.send("X-Header: y\r\n".repeat(100_000));
            }),
        Fault.answer(
            "sends one header without end",
            INVALID_RESPONSE,
            "headers over the bounds",
            it -> {
              it.send(OK + "X: ");
              it.flood("y");
            }),
        Fault.answer(
            "sends a status line without end",
            INVALID_RESPONSE,
            "headers over the bounds",
            it -> {
              it.send("HTTP/1.1 200 ");
              it.flood("y");
            }),
        Fault.answer(
            "sends trailers without end",
            INVALID_RESPONSE,
            NO_HTTP,
            it -> {
              it.send(OK + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n");
              it.flood("X: y\r\n");
            }),
        Fault.answer(
            "talks without end, and not HTTP",
            INVALID_RESPONSE,
            NO_HTTP,
            it -> it.flood("garbage " + Canaries.echo() + "\r\n")));
  }

  private static Stream<Fault> encoded() {
    return Stream.of(
        encoded("sends a gzip bomb", "gzip", gzip(new byte[600_000]), "when decoded"),
        encoded("sends gzip in gzip", "gzip, gzip", gzip(gzip(new byte[10_000_000])), CODING),
        Fault.answer(
            "sends gzip in gzip, in two headers",
            INVALID_RESPONSE,
            CODING,
            it -> {
              byte[] body = gzip(gzip(new byte[10_000_000]));
              it.send(OK + "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n");
              it.send("Content-Length: " + body.length + "\r\n\r\n");
              it.send(body);
            }),
        encoded("cuts gzip short", "gzip", Arrays.copyOf(gzip(new byte[500]), 12), NO_GZIP),
        encoded("calls gzip what is none", "gzip", "{}".getBytes(), NO_GZIP),
        encoded("sends br", "br", new byte[20], CODING),
        encoded("sends zstd", "zstd", new byte[20], CODING),
        encoded("sends deflate", "deflate", new byte[20], CODING),
        encoded("sends br in gzip", "br, gzip", gzip(new byte[20]), CODING),
        encoded("sends an unknown coding", Canaries.echo(), new byte[20], CODING));
  }

  private static Fault encoded(String name, String coding, byte[] body, String says) {
    return Fault.answer(
        name,
        INVALID_RESPONSE,
        says,
        it -> {
          it.send(OK + "Content-Encoding: " + coding + "\r\n");
          it.send("Content-Length: " + body.length + "\r\n\r\n");
          it.send(body);
        });
  }

  private static Stream<Fault> broken() {
    return Stream.of(
        Fault.answer("closes at once", UNAVAILABLE, NO_ANSWER, RawConnection::cut),
        Fault.answer("resets before its answer", UNAVAILABLE, NO_ANSWER, RawConnection::reset),
        Fault.answer(
            "resets within its headers",
            UNAVAILABLE,
            NO_ANSWER,
            it -> {
              it.send(OK + "X-Half: ");
              it.reset();
            }),
        Fault.answer(
            "resets within its body",
            UNAVAILABLE,
            // A reset overtakes what was sent before it.
            "closed the connection",
            it -> {
              it.send(OK + "Content-Length: 1000\r\n\r\nhalf");
              it.reset();
            }),
        Fault.text(
            "announces more than it sends, and closes",
            UNAVAILABLE,
            HALF_AN_ANSWER,
            OK + "Content-Length: 10\r\n\r\nshort"),
        Fault.text(
            "closes within a chunk",
            UNAVAILABLE,
            HALF_AN_ANSWER,
            OK + "Transfer-Encoding: chunked\r\n\r\n10\r\nshort"),
        Fault.text(
            "closes before the last chunk",
            UNAVAILABLE,
            HALF_AN_ANSWER,
            OK + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n"));
  }

  /** Each repeats the request's secrets where a parser may quote it. */
  private static Stream<Fault> noHttp() {
    String secrets = Canaries.echo();
    return Stream.of(
        Fault.text("sends a garbage status line", INVALID_RESPONSE, NO_HTTP, secrets + "\r\n\r\n"),
        Fault.answer(
            "sends a garbage status line, and waits",
            INVALID_RESPONSE,
            NO_HTTP,
            it -> {
              it.send(secrets + "\r\n\r\n");
              it.hold();
            }),
        Fault.text(
            "answers in HTTP/2", INVALID_RESPONSE, NO_HTTP, "HTTP/2.0 200 " + secrets + "\r\n\r\n"),
        Fault.text(
            "sends a status that is no number",
            INVALID_RESPONSE,
            NO_HTTP,
            "HTTP/1.1 " + secrets + "\r\n\r\n"),
        Fault.text(
            "sends a negative version",
            INVALID_RESPONSE,
            NO_HTTP,
            "HTTP/-1.1 200 " + secrets + "\r\n\r\n"),
        Fault.text(
            "sends a negative status",
            INVALID_RESPONSE,
            NO_HTTP,
            "HTTP/1.1 -200 " + secrets + "\r\n\r\n"),
        Fault.text(
            "sends a header without a colon",
            INVALID_RESPONSE,
            NO_HTTP,
            OK + secrets.replace(':', '.') + "\r\n\r\n"),
        Fault.text(
            "sends a length that is no number",
            INVALID_RESPONSE,
            NO_HTTP,
            OK + "Content-Length: " + secrets + "\r\n\r\n"),
        Fault.text(
            "sends a negative length",
            INVALID_RESPONSE,
            NO_HTTP,
            OK + "Content-Length: -5\r\n\r\nshort"),
        Fault.text(
            "sends two lengths",
            INVALID_RESPONSE,
            NO_HTTP,
            OK + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nshort!"),
        Fault.text(
            "sends an unknown transfer coding",
            INVALID_RESPONSE,
            NO_HTTP,
            OK + "Transfer-Encoding: " + secrets + "\r\n\r\n"),
        Fault.text(
            "sends a chunk size that is no number",
            INVALID_RESPONSE,
            NO_HTTP,
            OK + "Transfer-Encoding: chunked\r\n\r\n" + secrets + "\r\n\r\n"),
        Fault.text(
            "switches protocols unasked",
            INVALID_RESPONSE,
            NO_HTTP,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: " + secrets + "\r\n\r\n"));
  }

  static byte[] gzip(byte[] content) {
    return gzip(content, 1);
  }

  static byte[] gzip(byte[] content, int times) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < times; i++) {
        gzip.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
