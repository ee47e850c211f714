package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications.Registered;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/handover.md shows, run as it stands. */
class HandoverPageIT {

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final int port = FreePort.onLoopback(0);
  private ConsoleWorld world;
  private Registered shop;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder.resolve("data")));
    ConsoleServer console = world.start();
    ConsoleWorld.offer(console, "huggingface");
    shop =
        console
            .handover()
            .applications()
            .register(
                new ApplicationChange("Shop", List.of(redirectUri()), List.of("huggingface")),
                "test");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theApplicationSaysHello() throws Exception {
    requireProgram("python3");
    Files.writeString(folder.resolve("application.py"), blocks("python").get(0));
    Process application = start("python3", "application.py");
    try {
      await().atMost(PATIENCE).until(() -> listens(application));

      HttpResponse<String> hello = signIn(URI.create("http://localhost:" + port + "/"));

      assertThat(hello.body())
          .isEqualTo("Hello Ada Example, you are huggingface:" + ADA.sub() + ".");
      // Somebody else's answer, and an answer that comes twice.
      assertThat(get(hello.uri()).statusCode()).isEqualTo(400);
      assertThat(
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(hello.uri()).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(400);
    } finally {
      application.destroy();
      application.waitFor(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void theCommandsExchangeACode() throws Exception {
    requireProgram("curl");
    requireProgram("openssl");
    List<String> commands = blocks("bash");
    String asked = bash(commands.get(0) + "\necho \"$verifier\"");
    String verifier = asked.lines().skip(1).findFirst().orElseThrow();
    URI answer = answered(URI.create(asked.lines().findFirst().orElseThrow()));
    String code = TestApplication.parameters(answer).get("code");

    String tokens = bash("verifier=" + verifier + "\nCODE=" + code + "\n" + commands.get(1));
    Matching token = Matching.in(tokens, "\"access_token\":\"([^\"]+)\"");
    assertThat(tokens).contains("\"id_token\":\"ey");

    String userInfo = bash("ACCESS_TOKEN=" + token.text() + "\n" + commands.get(2));
    assertThat(userInfo)
        .contains("\"sub\":\"huggingface:" + ADA.sub() + "\"", "\"name\":\"Ada Example\"");
  }

  /** Goes on as a person does until a page is shown. */
  private HttpResponse<String> signIn(URI start) throws Exception {
    return get(answered(location(get(start))));
  }

  /** From the authorization request to the application's return address. */
  private URI answered(URI authorization) throws Exception {
    HttpResponse<String> page = get(authorization);
    var form = org.jsoup.Jsoup.parse(page.body()).selectFirst("form[action=/authorize]");
    StringBuilder body = new StringBuilder("connector=huggingface");
    form.select("input[type=hidden]")
        .forEach(
            field ->
                body.append("&")
                    .append(encoded(field.attr("name")))
                    .append("=")
                    .append(encoded(field.attr("value"))));
    HttpRequest choose =
        HttpRequest.newBuilder(authorization.resolve("/authorize"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    URI provider = location(browser.send(choose, HttpResponse.BodyHandlers.ofString()));
    return location(get(world.provider.authorize(provider, Consent.allow(ADA))));
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI location(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return URI.create(response.headers().firstValue("Location").orElseThrow());
  }

  private String bash(String script) throws Exception {
    Process shell = start("bash", "-euc", script);
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(said).isZero();
    return said;
  }

  private Process start(String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("ISSUER", world.publicUrl.toString());
    builder.environment().put("CLIENT_ID", shop.application().clientId());
    builder.environment().put("CLIENT_SECRET", shop.secret().reveal());
    builder.environment().put("REDIRECT_URI", redirectUri());
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("no_proxy", "localhost");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private boolean listens(Process application) {
    assertThat(application.isAlive()).isTrue();
    try (var probe = new Socket(InetAddress.getByName("localhost"), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String redirectUri() {
    return "http://localhost:" + port + "/callback";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Skips the test where there is no such program; fails it in CI, where there must be one. */
  private static void requireProgram(String name) throws Exception {
    boolean here = new ProcessBuilder("sh", "-c", "command -v " + name).start().waitFor() == 0;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(here).as(name + " in CI").isTrue();
    }
    assumeTrue(here, "There is no " + name + ".");
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(Files.readString(Path.of("../docs/handover.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private record Matching(String text) {
    static Matching in(String text, String pattern) {
      var matcher = Pattern.compile(pattern).matcher(text);
      assertThat(matcher.find()).as(text).isTrue();
      return new Matching(matcher.group(1));
    }
  }
}
