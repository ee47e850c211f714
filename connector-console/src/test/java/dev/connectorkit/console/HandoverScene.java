package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A console, an application that is registered there, and a person with a browser. As an extension
 * it is one console for all tests of a class, with another application and person for each.
 */
final class HandoverScene
    implements AutoCloseable, BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  /** The instance that the application may use; there is another one. */
  static final String ID = "huggingface";

  static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  ConsoleWorld world;
  ConsoleServer console;
  ConsoleBrowser person;
  TestApplication shop;
  TestApplication.Session session;

  private TemporaryFolder folder;

  /** An extension. */
  HandoverScene() {}

  HandoverScene(Path folder) throws IOException {
    open(folder);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = TemporaryFolder.create("handover");
    open(folder.path());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    another();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
    folder.close();
  }

  private void open(Path folder) throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    ConsoleWorld.offer(console, ID);
    ConsoleWorld.offer(console, "another");
    another();
  }

  /** Another application and another person, who know nothing of those before. */
  void another() {
    shop = new TestApplication(register("Shop", TestApplication.RETURN));
    person = new ConsoleBrowser(console.address());
    session = TestApplication.session();
  }

  Applications.Registered register(String name, String address) {
    return console
        .handover()
        .applications()
        .register(new ApplicationChange(name, List.of(address), List.of(ID)), "test");
  }

  /** Chooses the connector on the page. */
  HttpResponse<String> begin(ConsoleBrowser browser, TestApplication.Session its) {
    browser.get(shop.authorize(its));
    return browser.submit("form[action=/authorize]", "connector", ID);
  }

  HttpResponse<String> begin() {
    return begin(person, session);
  }

  URI signIn() {
    return signIn(person, session);
  }

  /** What the application's server is answered when it exchanges a code. */
  HttpResponse<String> exchange(String code) {
    return shop.exchange(console.address(), session, code);
  }

  HttpResponse<String> token(Map<String, String> form, boolean authenticated) {
    return shop.token(console.address(), form, authenticated);
  }

  URI signIn(ConsoleBrowser browser, TestApplication.Session its) {
    return consented(browser, begin(browser, its), true);
  }

  URI consented(ConsoleBrowser browser, HttpResponse<String> begun, boolean granted) {
    return location(browser.get(callback(begun, granted)));
  }

  /** Where the provider sends the browser after the person said yes or no. */
  String callback(HttpResponse<String> begun, boolean granted) {
    Consent consent = granted ? Consent.allow(ADA) : Consent.deny(ADA);
    URI callback = world.provider.authorize(location(begun), consent);
    return callback.getRawPath() + "?" + callback.getRawQuery();
  }

  String code(URI answer) {
    return TestApplication.code(session, answer).orElseThrow();
  }

  HttpResponse<String> userInfo(JsonNode tokens) {
    return shop.userInfo(console.address(), tokens.path("access_token").asText());
  }

  JWTClaimsSet verified(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWKSet keys = JWKSet.parse(person.get("/.well-known/jwks.json").body());
    var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    return jwt.getJWTClaimsSet();
  }

  @Override
  public void close() {
    world.close();
  }

  static URI location(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return URI.create(response.headers().firstValue("Location").orElseThrow());
  }

  static void assertElsewhere(HttpResponse<String> page) {
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(page.body()).contains("state_mismatch");
  }

  static void assertRefused(HttpResponse<String> response, int status, String error) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(TestApplication.json(response).path("error").asText()).isEqualTo(error);
    assertThat(response.body()).doesNotContain("id_token");
  }
}
