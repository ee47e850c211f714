package dev.connectorkit.samples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.samples.boot.Browser.Page;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.world.FakeInternet;
import dev.connectorkit.testkit.world.FakeRequest;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repackaged jars, each started as a process, at the production URLs of huggingface.co. */
class SpringBootHostIT {

  private static final String BASE = "https://app.example";
  private static final String SECRET = "canary-secret";
  // 128 and the signal, as the JVM ends after its shutdown hooks.
  private static final int TERMINATED = 128 + 15;
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada", "Ada Example");
  private static final String PROFILE =
      "{\"account\":\"huggingface:5f0000000000000000000001\",\"username\":\"ada\","
          + "\"name\":\"Ada Example\",\"email\":\"ada@people.example\",\"emailVerified\":true}";

  private static final Path JAR = Path.of(System.getProperty("sample.jar"));
  private static final Path BUNDLED = Path.of(System.getProperty("sample.bundled.jar"));
  private static final String PLUGINS = "--connectors.plugins=";
  private static final String FILLED = PLUGINS + System.getProperty("sample.plugins");

  private RunningJar application;
  private final FakeHuggingFace provider =
      FakeHuggingFace.builder()
          .client(FakeClient.confidential("client", SECRET, BASE + "/callback/huggingface"))
          .person(ADA)
          .build();
  private final FakeInternet internet =
      FakeInternet.builder()
          .origin("https://huggingface.co", provider)
          .origin(BASE, new Front(() -> application.address()))
          .start();
  private final Browser browser = new Browser(internet);

  @TempDir private Path folder;

  @BeforeEach
  void writeAuthority() throws Exception {
    Files.writeString(
        folder.resolve("authority.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(internet.authority().getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  @AfterEach
  void close() {
    application.close();
    internet.close();
  }

  @Test
  void aConnectorFromAFolderSignsAPersonIn() {
    start(JAR, FILLED);

    assertSignsIn();
    assertThat(application.log()).contains("Loaded connector plugin connector-huggingface");
  }

  @Test
  void aConnectorOnTheClassPathSignsAPersonIn() {
    start(BUNDLED);

    assertSignsIn();
    assertThat(application.log()).doesNotContain("Loaded connector plugin");
  }

  @Test
  void theApplicationEndsCleanly() {
    start(JAR, FILLED);
    browser.open(BASE);

    assertThat(application.stop()).isEqualTo(TERMINATED);
    assertThat(application.log())
        .contains("Unloaded connector plugin connector-huggingface")
        .doesNotContain("\tat ", "ERROR");
  }

  @Test
  void aSignInLeavesNothingOfTheSessionBefore() {
    start(JAR, FILLED);
    signIn();
    String before = cookie("__Host-session").getValue();

    assertThat(signIn().body()).isEqualTo(PROFILE);

    assertThat(cookie("__Host-session").getValue()).isNotEqualTo(before);
  }

  @Test
  void aFailureHasTheStatusOfItsCodeAndASentenceOfItsOwn() {
    start(JAR, FILLED);
    Page consent = openConsent();

    Page denied = browser.press(consent, "Cancel");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body()).contains("access_denied", "You are not signed in");

    assertThat(browser.open(BASE + "/callback/huggingface").status()).isEqualTo(400);
    assertThat(browser.open(BASE + "/callback/unknown?state=x").status()).isEqualTo(404);
    assertThat(browser.open(BASE + "/me").status()).isEqualTo(401);
    assertThat(application.log()).contains("access_denied").doesNotContain("\tat ");
  }

  @Test
  void aPageOfAnotherSiteBeginsNothing() {
    start(JAR, FILLED);

    assertThat(browser.send(begin(BASE, "same-origin")).statusCode()).isEqualTo(303);
    assertThat(browser.send(begin(BASE, "cross-site")).statusCode()).isEqualTo(404);
  }

  @Test
  void theCookieIsForHttpsExceptOnLoopback() throws Exception {
    start(JAR, FILLED);
    assertThat(setCookie(browser.send(begin(BASE, "same-origin"))))
        .startsWith("__Host-browser=")
        .endsWith("; Path=/; Secure; HttpOnly; SameSite=Lax");
    application.close();

    start(JAR, FILLED, "--connectors.public-base-url=http://localhost:8080");
    assertThat(
            setCookie(
                HttpClient.newHttpClient()
                    .send(
                        begin(application.address().toString(), "same-origin"),
                        HttpResponse.BodyHandlers.ofString())))
        .startsWith("browser=")
        .endsWith("; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void anEmptyPluginsFolderIsSaidPlainly() throws IOException {
    start(JAR, PLUGINS + Files.createDirectory(folder.resolve("empty")));

    assertThat(application.exitCode()).isEqualTo(1);
    assertThat(application.log())
        .containsOnlyOnce("Not in use: empty: The plugins folder holds no jar.")
        .contains("Description:\n\nThere is no connector 'huggingface-universal'.")
        .doesNotContain("\tat ");
  }

  @Test
  void aPluginsFolderThatIsBadAltogetherIsSaidPlainly() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("bad"));
    Files.writeString(plugins.resolve("one.jar"), "no jar");
    Files.createFile(plugins.resolve("two.jar"));
    start(JAR, PLUGINS + plugins);

    assertThat(application.exitCode()).isEqualTo(1);
    String causes =
        "\n  one.jar: The file is not a complete, readable jar. Copy it again, completely."
            + "\n  two.jar: The file is not a complete, readable jar. Copy it again, completely.\n";
    assertThat(application.log())
        .containsOnlyOnce("No jar of the plugins folder " + plugins + " can be used:" + causes)
        .contains("Description:\n\nThere is no connector 'huggingface-universal'.")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingPluginsFolderIsSaidPlainly() {
    start(JAR, PLUGINS + folder.resolve("missing"));

    assertThat(application.exitCode()).isEqualTo(1);
    assertThat(application.log())
        .contains("Description:\n\nThe plugins folder '")
        .contains("does not exist")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingClientIsSaidPlainly() {
    application = RunningJar.start(BUNDLED, Map.of(), List.of());

    assertThat(application.exitCode()).isEqualTo(1);
    assertThat(application.log())
        .contains("Description:\n\nThe config is not valid. 'clientId' must")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingAuthorityIsSaidPlainly() {
    start(BUNDLED, "--connectors.ca-file=" + folder.resolve("missing.pem"));

    assertThat(application.exitCode()).isEqualTo(1);
    assertThat(application.log())
        .contains("Description:\n\nThere is no certificate in PEM in '")
        .doesNotContain("\tat ");
  }

  private void assertSignsIn() {
    Page me = signIn();

    assertThat(me.location()).isEqualTo(URI.create(BASE + "/me"));
    assertThat(me.body()).isEqualTo(PROFILE);
    FakeRequest token = internet.journal().at("/oauth/token").get(0).request();
    assertThat(token.origin()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(token.header("authorization").orElseThrow()).startsWith("Basic ");
    assertThat(browser.cookies())
        .filteredOn(cookie -> cookie.getName().startsWith("__Host-"))
        .hasSize(2)
        .allMatch(HttpCookie::getSecure)
        .allMatch(HttpCookie::isHttpOnly);
    assertThat(application.log()).doesNotContain("\tat ", SECRET);
  }

  private Page signIn() {
    Page page = browser.press(browser.open(BASE), "Sign in with Hugging Face");
    if (page.location().getPath().equals("/login")) {
      page = browser.press(browser.press(page, "Ada Example"), "Authorize");
    }
    return page;
  }

  private Page openConsent() {
    return browser.press(
        browser.press(browser.open(BASE), "Sign in with Hugging Face"), "Ada Example");
  }

  private HttpCookie cookie(String name) {
    return browser.cookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static HttpRequest begin(String base, String site) {
    return HttpRequest.newBuilder(URI.create(base + "/sign-in/huggingface"))
        .header("Sec-Fetch-Site", site)
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }

  private static String setCookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private void start(Path jar, String... more) {
    InetSocketAddress proxy = internet.proxy();
    var arguments =
        new ArrayList<>(
            List.of(
                "--connectors.public-base-url=" + BASE,
                "--connectors.proxy.host=" + proxy.getHostString(),
                "--connectors.proxy.port=" + proxy.getPort(),
                "--connectors.ca-file=" + folder.resolve("authority.pem")));
    for (String argument : more) {
      String name = argument.substring(0, argument.indexOf('='));
      arguments.removeIf(other -> other.startsWith(name + "="));
      arguments.add(argument);
    }
    application =
        RunningJar.start(
            jar,
            Map.of("HUGGINGFACE_CLIENT_ID", "client", "HUGGINGFACE_CLIENT_SECRET", SECRET),
            arguments);
  }
}
