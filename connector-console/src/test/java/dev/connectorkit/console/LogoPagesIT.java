package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.instance.InstanceChange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance's own logo: uploaded, served so that it only draws, and removed. */
class LogoPagesIT {

  private static final String ID = "huggingface";
  private static final String PAGE = "/admin/instances/" + ID + "/logo";
  private static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle r=\"4\"/></svg>";
  private static final String BOUNDARY = "x-boundary-x";

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    operator = world.setUp(console);
    console
        .instances()
        .create(
            ID,
            "huggingface-universal",
            new InstanceChange(
                Map.of("clientId", "client", "clientSecret", "secret"), Set.of(), "Staff"),
            "test");
    console.instances().enable(ID, true, "test");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anOwnLogoTakesThePlaceOfTheConnectorsUntilItIsRemoved() {
    assertThat(logos()).containsExactly("/logo/huggingface-universal/light");
    assertThat(upload("light", SVG.getBytes(UTF_8)).statusCode()).isEqualTo(303);

    String light = logos().get(0);
    assertThat(light).startsWith("/picture/");
    assertThat(darkLogo()).isEqualTo(light);
    HttpResponse<String> picture = operator.get(light);
    assertThat(picture.body()).isEqualTo(SVG);
    assertThat(picture.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("image/svg+xml");
    assertThat(picture.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "sandbox");
    assertThat(picture.headers().firstValue("X-Content-Type-Options")).contains("nosniff");

    assertThat(upload("dark", png(8, 8)).statusCode()).isEqualTo(303);
    assertThat(darkLogo()).isNotEqualTo(light);
    assertThat(operator.get(darkLogo()).headers().firstValue("Content-Type").orElseThrow())
        .startsWith("image/png");
    operator.get("/admin/sign-in-page");
    assertThat(operator.page().select(".scheme-dark img").eachAttr("src"))
        .containsExactly(darkLogo());

    operator.get(PAGE);
    operator.submit("form[action$=/light/remove]");
    operator.get(PAGE);
    operator.submit("form[action$=/dark/remove]");
    assertThat(logos()).containsExactly("/logo/huggingface-universal/light");
    assertThat(operator.get(light).statusCode()).isEqualTo(404);
    assertThat(operator.get("/admin/activity").body())
        .contains("instance.logo-set", "instance.logo-removed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"https://evil.example/\"/></svg>",
        "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "\u0089PNG"
      })
  void whatDoesMoreThanDrawIsRefusedAndTellsWhy(String content) {
    HttpResponse<String> refused = upload("light", content.getBytes(ISO_8859_1));

    assertThat(refused.statusCode()).isEqualTo(422);
    String problem = operator.page().select("#problem").text();
    assertThat(problem).isNotEmpty();
    assertThat(problem.contains("neither a PNG nor an SVG")).isEqualTo(content.equals("hello"));
    assertThat(logos()).containsExactly("/logo/huggingface-universal/light");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theFileThatWasSentIsTheOneThatIsWrong(String variant) {
    upload(variant, "hello".getBytes(UTF_8));

    assertThat(operator.page().select("[aria-invalid=true]").eachAttr("id"))
        .containsExactly(variant + "-file");
    assertThat(operator.page().select("[aria-describedby=problem]").eachAttr("id"))
        .containsExactly(variant + "-file");
    assertThat(operator.page().select(".field:has(#" + variant + "-file) #problem").text())
        .contains("neither a PNG nor an SVG");
  }

  @Test
  void whatIsTooLargeIsRefused() {
    assertThat(upload("light", png(1_025, 8)).statusCode()).isEqualTo(422);
    assertThat(upload("light", png(8, Integer.MAX_VALUE)).statusCode()).isEqualTo(422);
    assertThat(upload("light", new byte[70_000]).statusCode()).isEqualTo(413);
    assertThat(upload("light", new byte[900_000]).statusCode()).isEqualTo(413);
    assertThat(logos()).containsExactly("/logo/huggingface-universal/light");
  }

  @Test
  void onlyTheOperatorsOwnFormSetsOne() {
    operator.get(PAGE);
    assertThat(post(operator, PAGE + "/light", "", SVG.getBytes(UTF_8)).statusCode())
        .isEqualTo(403);
    var nobody = new ConsoleBrowser(console.address());
    assertThat(post(nobody, PAGE + "/light", operator.token(), SVG.getBytes(UTF_8)).statusCode())
        .isEqualTo(401);
    assertThat(operator.post(PAGE + "/light", Map.of()).statusCode()).isEqualTo(422);
    assertThat(logos()).containsExactly("/logo/huggingface-universal/light");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "%27%20OR%201=1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00"})
  void aPictureThatIsNotThereIsNone(String hash) {
    assertThat(operator.get("/picture/" + hash).statusCode()).isIn(400, 404);
  }

  private List<String> logos() {
    var person = new ConsoleBrowser(console.address());
    person.get("/");
    return person.page().select("button.provider img").eachAttr("src");
  }

  private String darkLogo() {
    var person = new ConsoleBrowser(console.address());
    person.get("/");
    return person.page().select("button.provider source").attr("srcset");
  }

  private HttpResponse<String> upload(String variant, byte[] content) {
    operator.get(PAGE);
    return post(operator, PAGE + "/" + variant, operator.token(), content);
  }

  private static HttpResponse<String> post(
      ConsoleBrowser browser, String target, String token, byte[] content) {
    String head =
        "--%1$s\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n%2$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../logo.svg\"\r\nContent-Type: text/html\r\n\r\n"
            .formatted(BOUNDARY, token);
    byte[] start = head.getBytes(ISO_8859_1);
    byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(ISO_8859_1);
    byte[] body =
        ByteBuffer.allocate(start.length + content.length + end.length)
            .put(start)
            .put(content)
            .put(end)
            .array();
    return browser.send(
        browser
            .request(target)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** The beginning of a PNG of that size. */
  private static byte[] png(int width, int height) {
    return ByteBuffer.allocate(33)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
        .putInt(13)
        .put("IHDR".getBytes(ISO_8859_1))
        .putInt(width)
        .putInt(height)
        .array();
  }
}
