package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries over HTTP: whose they are, what they count for, and what they are not. */
class TrialPagesIT {

  private static final String ID = "huggingface";
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;
  private URI authorization;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseSettings.embeddedIn(folder));
    console = world.start();
    operator = world.setUp(console);
    ConsoleWorld.add(console, ID, "");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aTryThatPassedIsWhatEnablingWants() {
    String callback = begin();

    assertThat(operator.get(callback).body()).contains("The try passed");
    assertThat(operator.page().text()).doesNotContain(ConsoleWorld.CLIENT_SECRET);
    assertThat(console.instances().get(ID).tried()).isTrue();
    assertThat(operator.get("/admin/activity").body()).contains("instance.tried");

    operator.get("/admin/instances/" + ID);
    operator.submit("form[action$=/enable]");
    assertThat(operator.location()).isEqualTo("/admin/instances?done=enabled");

    operator.get("/admin/instances/" + ID);
    operator.submit("form.config", "name", "", "/clientId", "client", "/scope", "openid");
    assertThat(operator.page().select("#pending-tried").text()).contains("not tried");
    assertThat(console.instances().get(ID).tried()).as("what is live").isTrue();
  }

  @Test
  void aTryMakesNobodyAUser() {
    operator.get(begin());

    operator.get("/me");
    assertThat(operator.location()).isEqualTo("/");
    assertThat(operator.cookies).doesNotContainKey("session");
  }

  @Test
  void aTryIsOfTheBrowserThatBeganItAndOfNoOther() {
    String callback = begin();

    HttpResponse<String> other = new ConsoleBrowser(console.address()).get(callback);

    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(console.instances().get(ID).tried()).isFalse();
    // Nor was it taken away from the one that began it.
    assertThat(operator.get(callback).body()).contains("The try passed");
  }

  @Test
  void aTryOfAnEnabledInstanceIsNoPersonsSignIn() {
    console.instances().enable(ID, true, "test");
    var person = new ConsoleBrowser(console.address());
    String callback = begin();
    person.cookies.put("browser", "x".repeat(43));

    assertThat(person.get(callback).statusCode()).isEqualTo(400);
    person.get("/me");
    assertThat(person.location()).isEqualTo("/");
  }

  @Test
  void aPersonsSignInIsNotMistakenForATry() {
    console.instances().enable(ID, true, "test");
    begin();
    HttpResponse<String> begun = operator.post("/sign-in/" + ID, Map.of());

    assertThat(operator.get(consent(begun)).body()).contains("Ada Example");
    assertThat(operator.location()).isEqualTo("/me");
    assertThat(console.instances().get(ID).tried()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "v1.first.AAAA", ""})
  void aCookieThatWasNotSealedHereIsNone(String value) {
    String callback = begin();
    String sealed = operator.cookies.get("trial-" + ID);
    operator.cookies.put("trial-" + ID, value.isEmpty() ? sealed.replace("v1.", "v2.") : value);

    assertThat(operator.get(callback).statusCode()).isEqualTo(404);
    assertThat(console.instances().get(ID).tried()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/try", "/check", ""})
  void aFormOfAnotherPageIsRefused(String action) {
    HttpResponse<String> refused = operator.post("/admin/instances/" + ID + action, Map.of());

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(world.internet.journal().at("/oauth/token")).isEmpty();
  }

  @Test
  void theRedirectUriIsThatOfTheSettingWhateverHeadersClaim() {
    HttpResponse<String> page =
        operator.send(
            operator
                .request("/admin/instances/" + ID)
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.example")
                .GET());

    assertThat(page.body()).doesNotContain("evil.example");
    String shown = operator.page().getElementById("redirect-uri").text();
    begin();
    assertThat(authorization.getQuery()).contains("redirect_uri=" + shown);
  }

  /** Begins a try as the operator and says yes; gives where the provider sends the browser. */
  private String begin() {
    operator.get("/admin/instances/" + ID);
    return consent(operator.submit("form[action$=/try]"));
  }

  private String consent(HttpResponse<String> begun) {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
    authorization = URI.create(begun.headers().firstValue("Location").orElseThrow());
    URI callback = world.provider.authorize(authorization, Consent.allow(ADA));
    return callback.getRawPath() + "?" + callback.getRawQuery();
  }
}
