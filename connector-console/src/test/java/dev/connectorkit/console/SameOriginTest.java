package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another site's page can neither begin a sign-in nor end a session. */
class SameOriginTest {

  private static PlainSite site;

  @BeforeAll
  static void open() {
    site = new PlainSite();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,https://evil.example",
    "Origin,null",
    "Origin,http://localhost",
    "Origin,http://localhost:1",
    "Origin,https://localhost:{port}",
    "Origin,http://localhost:{port}.evil.example",
    "Origin,http://127.0.0.1:{port}",
    "Sec-Fetch-Site,cross-site",
    "Sec-Fetch-Site,same-site",
    "Sec-Fetch-Site,none",
    "Sec-Fetch-Site,''"
  })
  void isAskedOfEveryChange(String header, String value) {
    String sent = value.replace("{port}", String.valueOf(site.address.getPort()));
    String session = PlainSite.cookie(site.signIn("ada"), "session");
    for (String target : List.of("/sign-in/plain", "/sign-out")) {
      HttpResponse<String> refused =
          site.send(site.post(target).header(header, sent).header("Cookie", session));

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
    }
    assertThat(
            site.send(
                    site.get("/me").header("Cookie", session).header("Accept", "application/json"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void isNotDecidedByTheHostHeader() throws IOException {
    String answer =
        raw(
            "POST /sign-in/plain HTTP/1.1\r\nHost: evil.example\r\n"
                + "Origin: http://evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Set-Cookie");
  }

  @Test
  void isNotDecidedByForwardedHeaders() {
    HttpResponse<String> refused =
        site.send(
            site.post("/sign-in/plain")
                .header("Origin", "https://evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.example;proto=https"));

    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void letsTheSitesOwnPagesAndProgramsThrough() {
    assertThat(
            site.send(site.post("/sign-in/plain").header("Origin", site.address.toString()))
                .statusCode())
        .isEqualTo(303);
    assertThat(
            site.send(site.post("/sign-in/plain").header("Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .isEqualTo(303);
    assertThat(site.send(site.post("/sign-in/plain")).statusCode()).isEqualTo(303);
    assertThat(site.send(site.get("/sign-in/plain")).statusCode()).isEqualTo(404);
    assertThat(site.send(site.get("/sign-out")).statusCode()).isEqualTo(404);
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket("localhost", site.address.getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
