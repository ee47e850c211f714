package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no browser makes are the sender's fault, and are told so: never a 5xx. */
@Timeout(60)
class MalformedRequestsTest {

  private static PlainSite site;

  @BeforeAll
  static void open() {
    site = new PlainSite();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  static Stream<String> targets() {
    Stream<String> paths =
        List.of(
            "/..;/me",
            "/%2e%2e/me",
            "/%2e%2e%2fme",
            "/..%2fme",
            "/%u002e%u002e/me",
            "/%2>%2>/me",
            "/me;.jsp",
            "/me;x=y",
            "/me/",
            "/ME",
            "//me",
            "///me",
            "/./me",
            "/x/../me",
            "/me.",
            "/me%20",
            "/me%00",
            "/me%0d%0aX-Evil:%20x",
            "/%ff%fe",
            "/%c0%ae%c0%ae/me",
            "/%zz",
            "/%",
            "/\\me",
            "/assets/../../../../etc/passwd",
            "/assets/..%2f..%2fetc%2fpasswd",
            "/assets/%2e%2e",
            "/assets/style.css%00.js",
            "/logo/plain/../../me",
            "/logo/..%2f/light",
            "/sign-in/..%2fplain",
            "/callback/plain%00?code=x&state=y",
            "/callback/plain?code=%ff&state=%c3%28",
            "/callback/plain?code=%zz&state=%",
            "/callback/plain?%",
            "/callback/plain?=&=&&&",
            "/callback/plain?state=%00&code=%00",
            "/callback/plain?state=%ed%a0%80&code=x",
            "/callback/plain?" + "state=x&".repeat(500),
            "/callback/plain?state=" + "x".repeat(7_000),
            "/callback/plain?" + "%".repeat(5_000),
            "/callback/plain?state=" + "@".repeat(7_000),
            "/" + "x".repeat(100_000),
            "/" + "a/".repeat(3_000),
            "http://evil.example/me",
            "*",
            "me")
            .stream();
    return paths.map(path -> "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  static Stream<String> headers() {
    return Stream.of(
            "Authorization: ",
            "Authorization: Bearer",
            "Authorization: Basic %%%",
            "Authorization: \u00e9\u0001",
            "Cookie: \u00ff\u00fe=\u0001",
            "Cookie: " + "a=b; ".repeat(1_000),
            "Accept-Language: *;q=nonsense",
            "Accept-Language: " + "en,".repeat(2_000),
            "Accept-Language: \u0000",
            "Accept: \u0001",
            "Origin: null",
            "Sec-Fetch-Site: \u00e9",
            "Referer: \u0000",
            "X-Forwarded-For: x\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https",
            "Content-Type: multipart/form-data; boundary=",
            "Content-Type: \u0001",
            "Content-Length: -1",
            "Content-Length: 1e9",
            "Transfer-Encoding: chunked, chunked",
            "Expect: nonsense",
            "Host: evil.example\r\nHost: localhost",
            "Connection: \u0001",
            " Folded: x",
            "No colon",
            ": no name",
            "X: " + "y".repeat(100_000))
        .flatMap(
            header ->
                Stream.of("GET /me", "GET /callback/plain?code=x&state=y", "POST /sign-in/plain")
                    .map(line -> line + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n"));
  }

  static Stream<String> bodies() {
    return Stream.of(
            "state=%zz&code=%",
            "state=%ff&code=%c3%28",
            "state=%00",
            "&&&===",
            "a=b&".repeat(5_000),
            "x=" + "y".repeat(3_000_000),
            "{\"state\":\"x\"}",
            "\u0000\u0001\u0002")
        .flatMap(
            body ->
                Stream.of(
                        "application/x-www-form-urlencoded",
                        "application/x-www-form-urlencoded; charset=nonsense",
                        "multipart/form-data; boundary=x",
                        "application/json",
                        "text/plain")
                    .map(
                        type ->
                            "POST /callback/plain HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body));
  }

  @ParameterizedTest
  @MethodSource({"targets", "headers", "bodies"})
  void areRefused(String request) throws IOException {
    String answer = send(request);

    // An empty one: the connection was closed on a request that is none.
    if (!answer.isEmpty()) {
      int status =
          Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
      assertThat(status).as(answer).isBetween(200, 499);
      assertThat(answer)
          .doesNotContain("\tat ", "Exception", "dev.connectorkit", "root:", "org.eclipse", "Jetty")
          .doesNotContainIgnoringCase("x-evil:")
          .doesNotContain("Plain Person");
    }
  }

  /** What comes back before the connection ends, without waiting for more than one answer. */
  private static String send(String request) throws IOException {
    try (var socket = new Socket("localhost", site.address.getPort())) {
      socket.setSoTimeout(20_000);
      byte[] bytes = request.replaceFirst("\r\n", "\r\nConnection: close\r\n").getBytes(ISO_8859_1);
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        // It answered before it had everything, and said so; there may be an answer to read.
        assertThat(bytes.length).isGreaterThan(50_000);
      }
      try {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      } catch (java.net.SocketException e) {
        return "";
      }
    }
  }
}
