package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes behind a load balancer that sends every single request to the other one in turn: also
 * the form after its page, and what a redirect leads to.
 */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class RoundRobinIT {

  private static final String ID = "huggingface";
  private static final String PAGE = "/admin/instances/" + ID;

  /** Which of the two gets the first request, and so which of them gets which of all others. */
  @Parameter boolean theFirstNodeBegins;

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer one;
  private ConsoleServer two;
  private ConsoleBrowser operator;
  private boolean turn;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.POSTGRESQL.fresh(folder));
    one = world.start();
    two = world.startAnother();
    operator = browser();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anOperatorSetsItUpAndPeopleAndApplicationsSignIn() throws Exception {
    setUp();
    addInstance();
    TestApplication shop = registerApplication();
    tryAndEnable();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> List.of(one, two).stream().allMatch(RoundRobinIT::offersIt));
    signInAndOut();
    handOver(shop);
    signOut();
  }

  @Test
  void whatWasJustEnabledElsewhereCanBeBegunAtOnce() {
    ConsoleServer other = theFirstNodeBegins ? two : one;
    ConsoleWorld.offer(other, ID);

    HttpResponse<String> begun = browser().post("/sign-in/" + ID, Map.of());

    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
  }

  @Test
  void theNextPageShowsWhatTheFormOfTheOtherNodeDid() {
    setUp();
    for (String id : List.of("first", "second", "third")) {
      operator.get("/admin/instances/new?connector=huggingface-universal");
      submitInstance(id);
      operator.get("/admin/applications/new");
      assertThat(operator.page().select("input[name=instance]").eachAttr("value")).contains(id);
    }

    for (int i = 0; i < 2; i++) {
      operator.get("/admin/sign-in-page?drafts=yes");
      operator.submit("form[action=/admin/sign-in-page/third/up]");
      assertThat(operator.page().select("#notice").text()).contains("moved up");
    }

    for (int i = 0; i < 2; i++) {
      assertThat(operator.page().select("ol.order li").eachAttr("id"))
          .containsExactly("place-third", "place-first", "place-second");
      operator.get("/admin/sign-in-page");
    }
  }

  private void setUp() {
    operator.get(one.setUpLink().orElseThrow().getPath());
    operator.submit(
        "form[action^=/admin/set-up]",
        "name",
        ConsoleWorld.NAME,
        "password",
        ConsoleWorld.PASSWORD,
        "again",
        ConsoleWorld.PASSWORD);
    assertThat(operator.location()).isEqualTo("/admin/connectors");
    assertThat(operator.get("/admin/instances").statusCode()).isEqualTo(200);
  }

  private void addInstance() {
    operator.get("/admin/instances/new?connector=huggingface-universal");
    submitInstance(ID);
    operator.get("/admin/instances");
    assertThat(operator.page().select("#instance-" + ID)).hasSize(1);
  }

  private void submitInstance(String id) {
    operator.submit(
        "form.config",
        "id",
        id,
        "name",
        "",
        "/clientId",
        "client",
        "/clientSecret",
        ConsoleWorld.CLIENT_SECRET,
        "/scope",
        "openid profile email");
    assertThat(operator.location()).isEqualTo("/admin/instances/" + id + "?done=created");
    assertThat(operator.page().select("#notice").text()).contains("draft is saved");
  }

  /** Its secret is shown once, on the page that the other node makes. */
  private TestApplication registerApplication() {
    operator.get("/admin/applications/new");
    operator.submit(
        "form.config", "name", "Shop", "redirect_uris", TestApplication.RETURN, "instance", ID);
    String page = operator.location();
    String secret = operator.page().select("#client-secret").text();
    assertThat(secret).hasSize(43);
    for (int i = 0; i < 2; i++) {
      operator.get(page);
      assertThat(operator.page().select("#client-secret")).isEmpty();
      assertThat(operator.page().select("#gone")).hasSize(1);
    }
    String clientId = page.split("/")[3];
    return new TestApplication(
        new Applications.Registered(
            one.handover().applications().get(clientId), Secret.of(secret)));
  }

  private void tryAndEnable() {
    operator.get(PAGE);
    HttpResponse<String> begun = operator.submit("form[action$=/try]");
    String callback = Visitor.consents(world.provider, begun);
    assertThat(operator.get(callback).body()).contains("The try passed");
    assertThat(operator.location()).isEqualTo(PAGE + "/report");
    for (int i = 0; i < 2; i++) {
      assertThat(operator.get(PAGE + "/report").body()).contains("The try passed");
    }
    operator.submit("form[action$=/enable]");
    assertThat(operator.location()).isEqualTo("/admin/instances?done=enabled&of=" + ID);
    assertThat(operator.page().select("#notice").text()).contains("is on the sign-in page now");
  }

  private void signInAndOut() {
    ConsoleBrowser person = browser();
    person.get("/");
    HttpResponse<String> begun = person.submit("form[action=/sign-in/" + ID + "]");
    String callback = Visitor.consents(world.provider, begun);
    person.get(callback);
    assertThat(person.location()).isEqualTo("/me");
    assertThat(person.page().select("#name").text()).isEqualTo("Ada Example");
    for (int i = 0; i < 2; i++) {
      assertThat(person.get("/me").body()).contains("Ada Example");
    }
    person.get("/");
    assertThat(person.page().select("#signed-in").text()).contains("Ada Example");
    String session = person.cookies.get("session");

    person.get("/me");
    person.submit("form[action=/sign-out]");

    assertThat(person.page().select("#signed-in")).isEmpty();
    assertThat(person.cookies).doesNotContainKey("session");
    // Whoever kept the cookie is signed in at neither node.
    person.cookies.put("session", session);
    for (int i = 0; i < 2; i++) {
      assertThat(person.get("/me").body()).doesNotContain("Ada Example");
    }
  }

  private void handOver(TestApplication shop) throws Exception {
    ConsoleBrowser person = browser();
    TestApplication.Session session = TestApplication.session();
    person.get(shop.authorize(session));
    HttpResponse<String> begun = person.submit("form[action=/authorize]", "connector", ID);
    String callback = Visitor.consents(world.provider, begun);
    URI answer = HandoverScene.location(person.get(callback));
    String code = TestApplication.code(session, answer).orElseThrow();

    HttpResponse<String> exchanged = shop.exchange(next(), session, code);
    assertThat(exchanged.statusCode()).as(exchanged.body()).isEqualTo(200);
    JsonNode tokens = TestApplication.json(exchanged);
    HttpResponse<String> told = shop.userInfo(next(), tokens.path("access_token").asText());
    assertThat(TestApplication.json(told).path("name").asText()).isEqualTo("Ada Example");
    SignedJWT idToken = SignedJWT.parse(tokens.path("id_token").asText());
    for (int i = 0; i < 2; i++) {
      JWKSet keys = JWKSet.parse(person.get("/.well-known/jwks.json").body());
      var key = keys.getKeyByKeyId(idToken.getHeader().getKeyID()).toRSAKey();
      assertThat(idToken.verify(new RSASSAVerifier(key))).isTrue();
    }
    // Used once is used on both.
    for (int i = 0; i < 2; i++) {
      assertThat(shop.exchange(next(), session, code).statusCode()).isEqualTo(400);
    }
  }

  private void signOut() {
    String session = operator.cookies.get("operator");
    operator.get("/admin/instances");
    operator.submit("form[action=/admin/sign-out]");
    operator.cookies.put("operator", session);
    for (int i = 0; i < 2; i++) {
      operator.get("/admin/instances");
      assertThat(operator.location()).isEqualTo("/admin/sign-in");
    }
  }

  private ConsoleBrowser browser() {
    return theFirstNodeBegins
        ? new ConsoleBrowser(one.address(), two.address())
        : new ConsoleBrowser(two.address(), one.address());
  }

  /** Where the load balancer sends the application's next request. */
  private URI next() {
    turn = !turn;
    return turn == theFirstNodeBegins ? one.address() : two.address();
  }

  private static boolean offersIt(ConsoleServer node) {
    return new ConsoleBrowser(node.address()).get("/").body().contains("Sign in with Hugging Face");
  }
}
