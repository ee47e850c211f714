package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
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
    assertThat(operator.location()).isEqualTo("/admin/instances?done=enabled&of=" + ID);

    operator.get("/admin/instances/" + ID);
    operator.submit("form.config", "name", "", "/clientId", "client", "/scope", "openid");
    assertThat(operator.page().select("#pending-tried").text()).contains("has not passed a try");
    assertThat(console.instances().get(ID).tried()).as("what is live").isTrue();
  }

  @Test
  void theReportHasAnAddressOfItsOwnThatCanBeLoadedAgain() {
    operator.get(begin());
    assertThat(operator.location()).isEqualTo("/admin/instances/huggingface/report");
    String report = operator.page().select("main").text();
    assertThat(report).contains("The try passed", "Ada Example", "openid", "/oauth/token");

    operator.get("/admin/instances/huggingface/report");
    assertThat(operator.page().select("main").text()).isEqualTo(report);
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("#last-try").text()).startsWith("passed at ");
    assertThat(operator.page().select("#last-try").attr("href"))
        .isEqualTo("/admin/instances/huggingface/report");
  }

  @Test
  void theReportIsForOperatorsAndForAnHour() {
    operator.get(begin());
    var stranger = new ConsoleBrowser(console.address());

    assertThat(stranger.get("/admin/instances/huggingface/report").body())
        .doesNotContain("Ada Example");
    assertThat(stranger.location()).isEqualTo("/admin/sign-in");

    // A session without a request ends sooner.
    for (int i = 0; i < 3; i++) {
      world.clock.advance(Duration.ofMinutes(20));
      operator.get("/admin/instances");
    }
    assertThat(operator.get("/admin/instances/huggingface/report").statusCode()).isEqualTo(404);
    assertThat(operator.page().text()).contains("kept for an hour");
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("#last-try")).isEmpty();
  }

  @Test
  void theReportOfAFormerConfigSaysSoAndOffersNoEnabling() {
    operator.get(begin());
    assertThat(operator.page().select("#enable")).hasSize(1);
    operator.get("/admin/instances/" + ID);
    operator.submit("form.config", "name", "", "/clientId", "other", "/scope", "openid");

    operator.get("/admin/instances/huggingface/report");

    assertThat(operator.page().select("#changed").text()).contains("was changed since");
    assertThat(operator.page().select("#enable")).isEmpty();
  }

  @Test
  void whatABrowserHoldsOfOneTryIsOfNoUseForAnother() {
    ConsoleWorld.add(console, "second", "");
    String callback = begin();
    String held = operator.cookies.remove("trial-" + ID);
    operator.cookies.put("trial-second", held);

    assertThat(operator.get(callback.replace("/" + ID + "?", "/second?")).body())
        .doesNotContain("The try passed", "Ada Example");
    operator.cookies.remove("trial-second");
    char last = held.charAt(held.length() - 2);
    operator.cookies.put(
        "trial-" + ID, held.substring(0, held.length() - 2) + (last == 'A' ? 'B' : 'A') + "A");
    assertThat(operator.get(callback).body()).doesNotContain("The try passed", "Ada Example");

    operator.cookies.put("trial-" + ID, held);
    assertThat(operator.get(callback).body()).contains("The try passed");
  }

  @Test
  void aTryThatDoesNotComeBackIsSaidUntilTheConfigIsAnother() {
    String callback = begin();
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("#try-under-way").text())
        .contains("has not come back", "client ID", "redirect URI");

    operator.submit("form.config", "name", "", "/clientId", "other", "/scope", "openid");
    assertThat(operator.page().select("#try-under-way")).isEmpty();

    operator.submit(
        "form.config", "name", "", "/clientId", "client", "/scope", "openid profile email");
    assertThat(operator.page().select("#try-under-way")).hasSize(1);
    operator.get(callback);
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("#try-under-way")).isEmpty();
  }

  @Test
  void aChangeThatPassedIsPutLiveFromItsReport() {
    console.instances().enable(ID, true, "test");
    operator.get("/admin/instances/" + ID);
    operator.submit("form.config", "name", "", "/clientId", "client", "/scope", "openid");
    assertThat(operator.page().select("#pending .differences").text())
        .isEqualTo("config /scope \"openid profile email\" \"openid\"");

    operator.get(begin());
    assertThat(operator.page().select("#enable")).isEmpty();
    operator.submit("form[action$=/put-live]");

    assertThat(operator.location()).isEqualTo("/admin/instances/huggingface?done=put-live");
    assertThat(console.instances().get(ID).config()).containsEntry("scope", "openid");
    operator.get("/admin/instances/huggingface/report");
    assertThat(operator.page().select("#put-live")).isEmpty();
  }

  @Test
  void anotherNodeHasTheReportToo() throws IOException {
    world.close();
    world = new ConsoleWorld(DatabaseKind.POSTGRESQL.fresh(folder));
    console = world.start();
    ConsoleServer another = world.startAnother();
    operator = world.setUp(console);
    ConsoleWorld.add(console, ID, "");
    String callback = begin();
    var elsewhere = new ConsoleBrowser(another.address());
    elsewhere.cookies.putAll(operator.cookies);

    assertThat(elsewhere.get(callback).body()).contains("The try passed");
    assertThat(operator.get("/admin/instances/huggingface/report").body()).contains("Ada Example");
  }

  @Test
  void whatFailedInTheLastTryStandsAtItsFieldUntilTheConfigIsChanged() {
    saveSecret("not-the-secret");
    operator.get(begin());
    String field = operator.page().select("#field").attr("href");
    assertThat(field).isEqualTo("/admin/instances/huggingface#field-clientSecret");

    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("#problems-title").text()).isEqualTo("The last try failed");
    assertThat(operator.page().select("[autofocus]")).as("the page begins at its top").isEmpty();
    assertThat(operator.page().select("#problems a").attr("href")).isEqualTo("#field-clientSecret");
    assertThat(operator.page().select("#field-clientSecret").attr("aria-invalid"))
        .isEqualTo("true");
    assertThat(operator.page().select("#field-clientSecret").attr("aria-describedby"))
        .contains("field-clientSecret-error");
    assertThat(operator.page().select("#field-clientSecret-error").text())
        .contains("The last try failed", "does not accept this client");
    assertThat(operator.page().text()).doesNotContain("not-the-secret");

    saveSecret(ConsoleWorld.CLIENT_SECRET);
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("#problems")).isEmpty();
    operator.get(begin());
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("#problems")).isEmpty();
  }

  @Test
  void aCheckThatFailsLeadsToTheField() {
    saveSecret("not-the-secret");
    operator.get("/admin/instances/" + ID);
    operator.submit("form[action$=/check]");

    assertThat(operator.page().select("#verdict").text()).isEqualTo("The config does not work");
    assertThat(operator.page().select(".failure .code").text()).isNotEmpty();
    assertThat(operator.page().select("#field").attr("href")).endsWith("#field-clientSecret");
  }

  @Test
  void theButtonForWhatIsNextStandsOut() {
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("main .primary").eachAttr("id")).containsExactly("try");
    assertThat(operator.page().select("#facts").text())
        .contains(ID, "huggingface-universal", "version 0.1.0", "Target huggingface");

    operator.get(begin());
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("main .primary").eachAttr("id")).containsExactly("enable");
    operator.submit("form[action$=/enable]");
    operator.get("/admin/instances/" + ID);
    assertThat(operator.page().select("main .primary")).isEmpty();
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
    assertThat(operator.page().select("#plain-http").text()).contains("Apple", "--base-url");
    String shown = operator.page().getElementById("redirect-uri").text();
    begin();
    assertThat(authorization.getQuery()).contains("redirect_uri=" + shown);
  }

  private void saveSecret(String secret) {
    operator.get("/admin/instances/" + ID);
    operator.submit(
        "form.config",
        "name",
        "",
        "/clientId",
        "client",
        "/clientSecret",
        secret,
        "/scope",
        "openid profile email");
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
