package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.huggingface.Quirk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins for applications, over HTTP. */
class HandoverIT {

  private static final String ID = "huggingface";
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser person;
  private TestApplication shop;
  private final TestApplication.Session session = TestApplication.session();

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseSettings.embeddedIn(folder));
    console = world.start();
    instance(ID);
    instance("another");
    shop = new TestApplication(register("Shop", TestApplication.RETURN));
    person = new ConsoleBrowser(console.address());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theApplicationLearnsWhoSignedIn() throws Exception {
    HttpResponse<String> page = person.get(shop.authorize(session));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(person.page().title()).startsWith("Sign in to Shop");
    assertThat(person.page().select("button.provider").eachAttr("value")).containsExactly(ID);

    URI answer = signIn(person, session);
    assertThat(answer.toString()).startsWith(TestApplication.RETURN + "?");
    assertThat(TestApplication.parameters(answer)).containsOnlyKeys("code", "state", "iss");
    assertThat(TestApplication.parameters(answer))
        .containsEntry("state", session.state())
        .containsEntry("iss", world.publicUrl.toString());

    JsonNode tokens = TestApplication.json(shop.exchange(console.address(), session, code(answer)));
    assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
    JWTClaimsSet claims = verified(tokens.path("id_token").asText());
    assertThat(claims.getIssuer()).isEqualTo(world.publicUrl.toString());
    assertThat(claims.getAudience()).containsExactly(shop.clientId);
    assertThat(claims.getSubject()).isEqualTo("huggingface:" + ADA.sub());
    assertThat(claims.getClaim("nonce")).isEqualTo(session.nonce());
    assertThat(claims.getClaim("name")).isEqualTo("Ada Example");
    assertThat(claims.getJSONObjectClaim("connector"))
        .containsEntry("instance", ID)
        .containsEntry("target", "huggingface")
        .containsEntry("id", ADA.sub());

    JsonNode userInfo = TestApplication.json(userInfo(tokens));
    assertThat(userInfo.path("sub").asText()).isEqualTo(claims.getSubject());
    assertThat(userInfo.path("preferred_username").asText()).isEqualTo("ada-example");
    // Nothing of the provider's that it could use elsewhere.
    assertThat(userInfo.toString()).doesNotContain("hf_", "access_token", "raw");
    // And nobody is signed in at the console's own site by it.
    assertThat(person.cookies).doesNotContainKey("session");
  }

  @Test
  void aClientLibraryFindsEverythingFromTheIssuer() {
    JsonNode found = TestApplication.json(person.get("/.well-known/openid-configuration"));

    assertThat(found.path("issuer").asText()).isEqualTo(world.publicUrl.toString());
    for (String endpoint :
        List.of("token_endpoint", "userinfo_endpoint", "authorization_endpoint")) {
      String path = URI.create(found.path(endpoint).asText()).getPath();
      assertThat(person.post(path, Map.of()).statusCode()).as(endpoint).isNotEqualTo(404);
    }
    assertThat(person.get("/.well-known/oauth-authorization-server").body())
        .isEqualTo(found.toString());
    HttpResponse<String> keys = person.get("/.well-known/jwks.json");
    assertThat(TestApplication.json(keys).path("keys")).hasSize(1);
    assertThat(TestApplication.json(keys).path("keys").get(0).has("d")).isFalse();
    assertThat(keys.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age");
  }

  @Test
  void aConnectorThatIsNamedIsGoneToAtOnce() {
    HttpResponse<String> begun = person.get(shop.authorize(session, "connector", ID));

    assertThat(begun.statusCode()).isEqualTo(303);
    URI answer = consented(person, begun, true);
    assertThat(shop.exchange(console.address(), session, code(answer)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.example/callback",
        "https://shop.example/callback/",
        "https://shop.example/callback/../evil",
        "https://shop.example/callback?x=1",
        "https://shop.example/callback#x",
        "https://SHOP.example/callback",
        "https://shop.example:443/callback",
        "https://shop.example@evil.example/callback",
        "//evil.example",
        "////evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://shop.example/callback",
        "https://shop.example/callback\n",
        "https://shop.example/callback%0d%0aX: y"
      })
  void anAddressThatIsNotRegisteredIsNeverGoneTo(String address) {
    for (String error : List.of("code", "token")) {
      HttpResponse<String> page =
          person.get(shop.authorize(session, "redirect_uri", address, "response_type", error));

      assertThat(page.statusCode()).isEqualTo(400);
      assertThat(page.headers().firstValue("Location")).isEmpty();
      assertThat(page.body()).contains("unknown_application", "to the letter");
      assertThat(person.page().select("a").eachAttr("href")).containsExactly("/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "AAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --", "\0"})
  void anUnknownClientIsToldOnAPage(String client) {
    HttpResponse<String> page = person.get(shop.authorize(session, "client_id", client));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(person.page().select("#detail").text()).contains("client_id");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, token, unsupported_response_type",
    "response_type, '', invalid_request",
    "code_challenge, '', invalid_request",
    "code_challenge, short, invalid_request",
    "code_challenge_method, plain, invalid_request",
    "code_challenge_method, '', invalid_request",
    "state, '', invalid_request",
    "response_mode, fragment, invalid_request",
    "request, x, invalid_request",
    "request_uri, https://shop.example/r, invalid_request",
    "prompt, none, login_required",
    "connector, another, invalid_request",
    "connector, unknown, invalid_request"
  })
  void whateverElseIsWrongGoesBackToTheApplication(String name, String value, String error) {
    HttpResponse<String> refused = person.get(shop.authorize(session, name, value));

    Map<String, String> answer = TestApplication.parameters(location(refused));
    assertThat(answer).containsEntry("error", error).doesNotContainKey("code");
    assertThat(answer).containsEntry("iss", world.publicUrl.toString());
    if (!name.equals("state")) {
      assertThat(answer).containsEntry("state", session.state());
    }
  }

  @Test
  void aParameterThatComesTwiceIsRefused() {
    String twice = shop.authorize(session) + "&response_type=code";
    assertThat(TestApplication.parameters(location(person.get(twice))))
        .containsEntry("error", "invalid_request");
    String otherAddress = shop.authorize(session) + "&redirect_uri=https://evil.example";
    assertThat(person.get(otherAddress).statusCode()).isEqualTo(400);
  }

  @Test
  void aDenialGoesBack() {
    URI answer = consented(person, begin(person, session), false);

    assertThat(TestApplication.parameters(answer))
        .containsEntry("error", "access_denied")
        .containsEntry("state", session.state())
        .doesNotContainKey("code");
  }

  @Test
  void aProviderThatIsDownAndASignInThatTookTooLongGoBack() {
    HttpResponse<String> begun = begin(person, session);
    world.provider.switchOn(Quirk.OUTAGE);
    assertThat(TestApplication.parameters(consented(person, begun, true)))
        .containsEntry("error", "temporarily_unavailable");
    world.provider.switchOff(Quirk.OUTAGE);

    HttpResponse<String> late = begin(person, session);
    world.clock.advance(Duration.ofMinutes(11));
    assertThat(TestApplication.parameters(consented(person, late, true)))
        .containsEntry("error", "access_denied");
  }

  @Test
  void aCodeWorksOnceAndTheSecondUseEndsWhatTheFirstGave() {
    String code = code(signIn(person, session));
    JsonNode tokens = TestApplication.json(shop.exchange(console.address(), session, code));
    assertThat(userInfo(tokens).statusCode()).isEqualTo(200);

    assertRefused(shop.exchange(console.address(), session, code), 400, "invalid_grant");

    assertThat(userInfo(tokens).statusCode()).isEqualTo(401);
    assertRefused(shop.exchange(console.address(), session, code), 400, "invalid_grant");
  }

  @Test
  void aCodeEndsAfterAMinuteAndAnAccessTokenAfterFive() {
    String late = code(signIn(person, session));
    world.clock.advance(Duration.ofSeconds(61));
    assertRefused(shop.exchange(console.address(), session, late), 400, "invalid_grant");

    JsonNode tokens =
        TestApplication.json(
            shop.exchange(console.address(), session, code(signIn(person, session))));
    world.clock.advance(Duration.ofMinutes(4));
    assertThat(userInfo(tokens).statusCode()).isEqualTo(200);
    world.clock.advance(Duration.ofSeconds(61));
    assertThat(userInfo(tokens).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "code_verifier, 0123456789012345678901234567890123456789012345, invalid_grant",
    "code_verifier, short, invalid_grant",
    "redirect_uri, https://shop.example/other, invalid_grant",
    "code_verifier, '', invalid_request",
    "redirect_uri, '', invalid_request",
    "code, '', invalid_request",
    "code, unknown, invalid_grant",
    "grant_type, password, unsupported_grant_type"
  })
  void aRequestThatDoesNotFitGetsNothing(String name, String value, String error) {
    String code = code(signIn(person, session));
    Map<String, String> form = shop.exchangeForm(session, code);
    form.put(name, value);

    assertRefused(shop.token(console.address(), form, true), 400, error);
    if (error.equals("invalid_grant") && !name.equals("code")) {
      // It was somebody's guess; there is no second one.
      assertRefused(shop.exchange(console.address(), session, code), 400, "invalid_grant");
    }
  }

  @Test
  void aCodeIsOfTheClientItWasMadeForAndStaysItsOwn() {
    String code = code(signIn(person, session));
    var other = new TestApplication(register("Other", TestApplication.RETURN));

    assertRefused(other.exchange(console.address(), session, code), 400, "invalid_grant");

    assertThat(shop.exchange(console.address(), session, code).statusCode()).isEqualTo(200);
  }

  @Test
  void twoTabsAreTwoSignIns() {
    var other = TestApplication.session();
    HttpResponse<String> first = begin(person, session);
    HttpResponse<String> second = begin(person, other);

    String secondCode = TestApplication.code(other, consented(person, second, true)).orElseThrow();
    String firstCode = code(consented(person, first, true));

    assertThat(shop.exchange(console.address(), session, firstCode).statusCode()).isEqualTo(200);
    assertThat(shop.exchange(console.address(), other, secondCode).statusCode()).isEqualTo(200);
  }

  @Test
  void aCallbackOfAnotherBrowserHandsOverNothing() {
    HttpResponse<String> begun = begin(person, session);
    String callback = callback(begun, true);
    var victim = new ConsoleBrowser(console.address());

    assertElsewhere(victim.get(callback));
    // Nor one that has begun a sign-in of its own, at the application or at the site.
    begin(victim, TestApplication.session());
    assertElsewhere(victim.get(callback));
    victim.post("/sign-in/" + ID, Map.of());
    assertElsewhere(victim.get(callback));

    assertThat(code(location(person.get(callback)))).isNotEmpty();
  }

  @Test
  void aCodeOfAnotherBrowserIsOfNoUse() {
    var attacker = new ConsoleBrowser(console.address());
    var attackers = TestApplication.session();
    URI answer = signIn(attacker, attackers);
    String code = TestApplication.code(attackers, answer).orElseThrow();

    // Carried into the victim's browser: the application compares the state with its session.
    assertThat(TestApplication.code(session, answer)).isEmpty();
    // And if it did not: the challenge is that of the attacker's session.
    assertRefused(shop.exchange(console.address(), session, code), 400, "invalid_grant");
  }

  @Test
  void aSignInForAnApplicationIsNoneAtTheSiteAndTheOtherWayRound() {
    String callback = callback(begin(person, session), true);
    person.cookies.put("browser", person.cookies.remove("application"));
    assertElsewhere(person.get(callback));
    person.get("/me");
    assertThat(person.location()).isEqualTo("/");

    String own = callback(person.post("/sign-in/" + ID, Map.of()), true);
    person.cookies.put("application", person.cookies.remove("browser"));
    assertElsewhere(person.get(own));
  }

  @Test
  void aReloadOfTheCallbackIsSaidPlainly() {
    String callback = callback(begin(person, session), true);
    person.get(callback);

    HttpResponse<String> again = person.get(callback);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("sign_in_not_found");
  }

  @Test
  void whatIsTakenBackMeanwhileIsNotHandedOver() {
    String disabled = callback(begin(person, session), true);
    console.instances().disable(ID, "test");
    assertThat(person.get(disabled).statusCode()).isEqualTo(404);
    console.instances().enable(ID, true, "test");

    String removed = callback(begin(person, session), true);
    Applications applications = console.handover().applications();
    Application known = applications.get(shop.clientId);
    applications.update(
        shop.clientId,
        known.revision(),
        new ApplicationChange("Shop", List.of("https://shop.example/new"), List.of(ID)),
        "test");
    HttpResponse<String> page = person.get(removed);
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void aCodeEndsWithItsApplication() {
    String code = code(signIn(person, session));
    console.handover().applications().remove(shop.clientId, "test");

    assertRefused(shop.exchange(console.address(), session, code), 401, "invalid_client");
  }

  @Test
  void whatOneNodeBeganAnotherFinishesAndAThirdHandsOver() {
    String callback = callback(begin(person, session), true);
    ConsoleServer second = world.startAnother();
    world.stop(console);

    var there = new ConsoleBrowser(second.address());
    there.cookies.putAll(person.cookies);
    String code = code(location(there.get(callback)));
    ConsoleServer third = world.startAnother();
    world.stop(second);

    JsonNode tokens = TestApplication.json(shop.exchange(third.address(), session, code));
    assertThat(tokens.path("id_token").asText()).isNotEmpty();
    assertThat(shop.userInfo(third.address(), tokens.path("access_token").asText()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anUpgradeOfThePluginMeanwhileDoesNotDisturbIt() throws IOException {
    String callback = callback(begin(person, session), true);
    world.stop(console);
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path jar = plugins.resolve("connector-huggingface.jar");
    Files.copy(Path.of(System.getProperty("console.plugins")).resolve(jar.getFileName()), jar);
    world.plugins(plugins);
    console = world.startAnother();
    ConsoleBrowser operator = world.setUp(console);

    upgrade(jar);
    operator.get("/admin/connectors");
    operator.submit("form[action=/admin/connectors/reload]");
    assertThat(operator.page().text()).contains("9.9.9");

    var there = new ConsoleBrowser(console.address());
    there.cookies.putAll(person.cookies);
    String code = code(location(there.get(callback)));
    assertThat(shop.exchange(console.address(), session, code).statusCode()).isEqualTo(200);
  }

  @Test
  void aClientAuthenticatesItselfInOneWay() {
    String code = code(signIn(person, session));
    Map<String, String> form = shop.exchangeForm(session, code);
    assertRefused(shop.token(console.address(), form, false), 401, "invalid_client");
    form.put("client_id", shop.clientId);
    form.put("client_secret", shop.secret + "x");
    assertRefused(shop.token(console.address(), form, false), 401, "invalid_client");
    form.put("client_secret", shop.secret);
    assertRefused(shop.token(console.address(), form, true), 400, "invalid_request");

    HttpResponse<String> posted = shop.token(console.address(), form, false);
    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(posted.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !", "Basic eDp4", "Bearer x", "Basic JTp4", "Digest x"})
  void aHeaderThatIsNoAuthenticationIsRefused(String header) {
    HttpResponse<String> refused =
        shop.send(
            HttpRequest.newBuilder(console.address().resolve("/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", header)
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=authorization_code")));

    assertRefused(refused, 401, "invalid_client");
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
  }

  @Test
  void aClientThatFailsTooOftenIsToldToWaitButNotKeptOut() {
    Map<String, String> form = shop.exchangeForm(session, "x".repeat(43));
    for (int i = 0; i < 30; i++) {
      assertRefused(shop.token(console.address(), form, true), 400, "invalid_grant");
    }

    HttpResponse<String> refused = shop.token(console.address(), form, true);

    assertRefused(refused, 429, "too_many_requests");
    assertThat(refused.headers().firstValue("Retry-After")).contains("60");
    String code = code(signIn(person, session));
    assertThat(shop.exchange(console.address(), session, code).statusCode()).isEqualTo(200);
  }

  @Test
  void aPictureOrFrameOfAnotherSiteBeginsNothing() {
    for (String[] header :
        List.of(
            new String[] {"Sec-Fetch-Mode", "no-cors"},
            new String[] {"Sec-Fetch-Dest", "iframe"})) {
      HttpResponse<String> refused =
          person.send(
              person
                  .request(shop.authorize(session, "connector", ID))
                  .header(header[0], header[1]));
      assertThat(refused.statusCode()).as(header[0]).isEqualTo(403);
      assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void aTokenForTheUserInfoComesInTheHeader() {
    JsonNode tokens =
        TestApplication.json(
            shop.exchange(console.address(), session, code(signIn(person, session))));
    String token = tokens.path("access_token").asText();

    assertThat(person.get("/userinfo?access_token=" + token).statusCode()).isEqualTo(401);
    assertThat(shop.userInfo(console.address(), "x".repeat(43)).statusCode()).isEqualTo(401);
    assertThat(shop.userInfo(console.address(), token).statusCode()).isEqualTo(200);
  }

  @Test
  void thePageSpeaksTheLanguageOfTheBrowser() {
    HttpResponse<String> page =
        person.send(
            person.request(shop.authorize(session)).header("Accept-Language", "de-AT,en;q=0.5"));

    assertThat(page.body()).contains("<html lang=\"de\">", "Anmelden bei Shop");
  }

  /** The same plugin with another version, moved into its place at once. */
  private void upgrade(Path jar) throws IOException {
    Path next = folder.resolve("next.jar");
    try (var former = new JarFile(jar.toFile())) {
      Manifest manifest = former.getManifest();
      manifest.getMainAttributes().putValue("Plugin-Version", "9.9.9");
      try (var out = new JarOutputStream(Files.newOutputStream(next), manifest)) {
        for (JarEntry entry : former.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream content = former.getInputStream(entry)) {
              content.transferTo(out);
            }
          }
        }
      }
    }
    Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void instance(String id) {
    console
        .instances()
        .create(
            id,
            "huggingface-universal",
            new InstanceChange(
                Map.of(
                    "clientId", "client",
                    "clientSecret", ConsoleWorld.CLIENT_SECRET,
                    "scope", "openid profile email"),
                Set.of(),
                ""),
            "test");
    console.instances().enable(id, true, "test");
  }

  private Applications.Registered register(String name, String address) {
    return console
        .handover()
        .applications()
        .register(new ApplicationChange(name, List.of(address), List.of(ID)), "test");
  }

  /** Chooses the connector on the page. */
  private HttpResponse<String> begin(ConsoleBrowser browser, TestApplication.Session its) {
    browser.get(shop.authorize(its));
    return browser.submit("form[action=/authorize]", "connector", ID);
  }

  private URI signIn(ConsoleBrowser browser, TestApplication.Session its) {
    return consented(browser, begin(browser, its), true);
  }

  private URI consented(ConsoleBrowser browser, HttpResponse<String> begun, boolean granted) {
    return location(browser.get(callback(begun, granted)));
  }

  /** Where the provider sends the browser after the person said yes or no. */
  private String callback(HttpResponse<String> begun, boolean granted) {
    Consent consent = granted ? Consent.allow(ADA) : Consent.deny(ADA);
    URI callback = world.provider.authorize(location(begun), consent);
    return callback.getRawPath() + "?" + callback.getRawQuery();
  }

  private String code(URI answer) {
    return TestApplication.code(session, answer).orElseThrow();
  }

  private HttpResponse<String> userInfo(JsonNode tokens) {
    return shop.userInfo(console.address(), tokens.path("access_token").asText());
  }

  private JWTClaimsSet verified(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWKSet keys = JWKSet.parse(person.get("/.well-known/jwks.json").body());
    var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    return jwt.getJWTClaimsSet();
  }

  private static URI location(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return URI.create(response.headers().firstValue("Location").orElseThrow());
  }

  private static void assertElsewhere(HttpResponse<String> page) {
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(page.body()).contains("state_mismatch");
  }

  private static void assertRefused(HttpResponse<String> response, int status, String error) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(TestApplication.json(response).path("error").asText()).isEqualTo(error);
    assertThat(response.body()).doesNotContain("id_token");
  }
}
