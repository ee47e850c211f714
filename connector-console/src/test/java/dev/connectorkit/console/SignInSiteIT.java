package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.huggingface.Quirk;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The site's routes over real HTTP. */
class SignInSiteIT {

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  private final HttpClient browser = browser();
  private BrowserWorld world;

  @BeforeEach
  void open() throws IOException {
    world = new BrowserWorld();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aSignInEndsAtTheProfileWithTheCodeOutOfTheAddress() throws Exception {
    HttpResponse<String> done = send(browser, get(callback(begin(browser))));

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(done.headers().firstValue("Location")).contains("/me");
    assertThat(done.headers().allValues("Set-Cookie"))
        .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
    assertThat(send(browser, get(uri("/me"))).body()).contains("Ada Example");
  }

  @Test
  void anExpiredSignInIsSaidClearly() throws Exception {
    URI callback = callback(begin(browser));
    world.clock.advance(Duration.ofMinutes(11));

    HttpResponse<String> late = send(browser, get(callback));

    assertThat(late.statusCode()).isEqualTo(400);
    assertThat(late.body()).contains("That took too long", "sign_in_expired");
  }

  @Test
  void anotherBrowserCannotFinishIt() throws Exception {
    URI callback = callback(begin(browser));

    HttpResponse<String> elsewhere = send(browser(), get(callback));

    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(elsewhere.body()).contains("begun elsewhere");
    assertThat(send(browser, get(callback)).statusCode()).isEqualTo(303);
  }

  @Test
  void aProviderThatIsDownIsSaidClearly() throws Exception {
    URI callback = callback(begin(browser));
    world.provider.switchOn(Quirk.OUTAGE);

    HttpResponse<String> down = send(browser, get(callback));

    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("The provider does not answer").doesNotContain("\tat ");
  }

  @Test
  void aPostOfAnotherSiteBeginsNothing() throws Exception {
    HttpRequest foreign =
        post("/sign-in/huggingface").header("Origin", "https://evil.example").build();
    HttpRequest marked =
        post("/sign-in/huggingface").header("Sec-Fetch-Site", "cross-site").build();

    assertThat(send(browser, foreign).statusCode()).isEqualTo(400);
    assertThat(send(browser, marked).statusCode()).isEqualTo(400);
    assertThat(send(browser, get(uri("/sign-in/huggingface"))).statusCode()).isEqualTo(404);
  }

  @Test
  void theSessionIsNewAtEachSignInAndEndsAtSignOut() throws Exception {
    String first = session(send(browser, get(callback(begin(browser)))));
    String second = session(send(browser, get(callback(begin(browser)))));
    assertThat(second).isNotEqualTo(first);
    assertThat(me(first)).isEqualTo(401);
    assertThat(me(second)).isEqualTo(200);

    send(browser, post("/sign-out").build());
    assertThat(me(second)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/callback/huggingface",
        "/callback/unknown?state=x",
        "/logo/none/light"
      })
  void everyAnswerIsLockedDownAndShowsNoInside(String path) throws Exception {
    HttpResponse<String> answer = send(browser, get(uri(path)));

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    assertThat(answer.body()).doesNotContain("\tat ", "Exception", "dev.connectorkit");
  }

  @Test
  void onlyThePageAboutAPersonLoadsAPictureFromElsewhere() throws Exception {
    send(browser, get(callback(begin(browser))));

    assertThat(policy("/me")).contains("default-src 'none'", "img-src 'self' https: ");
    assertThat(policy("/")).contains("img-src 'self';");
    assertThat(policy("/nothing")).contains("img-src 'self';");
  }

  @Test
  void aLogoIsASandboxedPicture() throws Exception {
    HttpResponse<String> logo = send(browser, get(uri("/logo/huggingface-universal/dark")));

    assertThat(logo.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/svg+xml");
    assertThat(logo.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox");
  }

  private String policy(String path) throws Exception {
    return send(browser, get(uri(path)))
        .headers()
        .firstValue("Content-Security-Policy")
        .orElseThrow();
  }

  private URI begin(HttpClient client) throws Exception {
    HttpResponse<String> response = send(client, post("/sign-in/huggingface").build());
    assertThat(response.statusCode()).isEqualTo(303);
    return URI.create(response.headers().firstValue("Location").orElseThrow());
  }

  private URI callback(URI authorization) {
    return world.provider.authorize(authorization, Consent.allow(ADA));
  }

  private static String session(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("session="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private int me(String session) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/me"))
            .header("Accept", "application/json")
            .header("Cookie", session)
            .build();
    return send(HttpClient.newHttpClient(), request).statusCode();
  }

  private HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).build();
  }

  private HttpRequest.Builder post(String path) {
    return HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody());
  }

  private URI uri(String path) {
    return world.baseUrl.resolve(path);
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
