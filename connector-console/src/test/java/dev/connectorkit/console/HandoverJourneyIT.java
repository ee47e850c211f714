package dev.connectorkit.console;

import static dev.connectorkit.console.HandoverScene.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.connectorkit.testkit.huggingface.Quirk;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sign-ins for applications over HTTP, from the button to the claims. */
class HandoverJourneyIT {

  @RegisterExtension static final HandoverScene scene = new HandoverScene();

  @Test
  void theOperatorSeesWhichApplicationASignInWasFor() {
    ConsoleBrowser operator = scene.world.setUp(scene.console);
    scene.signIn();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              operator.get("/admin/sign-ins");
              assertThat(operator.page().select("#sign-ins td[data-label=Application]").eachText())
                  .contains("Shop");
            });
  }

  @Test
  void theApplicationLearnsWhoSignedIn() throws Exception {
    HttpResponse<String> page = scene.person.get(scene.shop.authorize(scene.session));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(scene.person.page().title()).startsWith("Sign in to Shop");
    assertThat(scene.person.page().select("button.provider").eachAttr("value"))
        .containsExactly(HandoverScene.ID);

    URI answer = scene.signIn();
    assertThat(answer.toString()).startsWith(TestApplication.RETURN + "?");
    assertThat(TestApplication.parameters(answer)).containsOnlyKeys("code", "state", "iss");
    assertThat(TestApplication.parameters(answer))
        .containsEntry("state", scene.session.state())
        .containsEntry("iss", scene.world.publicUrl.toString());

    JsonNode tokens = TestApplication.json(scene.exchange(scene.code(answer)));
    assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
    JWTClaimsSet claims = scene.verified(tokens.path("id_token").asText());
    assertThat(claims.getIssuer()).isEqualTo(scene.world.publicUrl.toString());
    assertThat(claims.getAudience()).containsExactly(scene.shop.clientId);
    assertThat(claims.getSubject()).isEqualTo("huggingface:" + HandoverScene.ADA.sub());
    assertThat(claims.getClaim("nonce")).isEqualTo(scene.session.nonce());
    assertThat(claims.getClaim("name")).isEqualTo("Ada Example");
    assertThat(claims.getJSONObjectClaim("connector"))
        .containsEntry("instance", HandoverScene.ID)
        .containsEntry("target", "huggingface")
        .containsEntry("id", HandoverScene.ADA.sub());

    JsonNode userInfo = TestApplication.json(scene.userInfo(tokens));
    assertThat(userInfo.path("sub").asText()).isEqualTo(claims.getSubject());
    assertThat(userInfo.path("preferred_username").asText()).isEqualTo("ada-example");
    // Nothing of the provider's that it could use elsewhere.
    assertThat(userInfo.toString()).doesNotContain("hf_", "access_token", "raw");
    // And nobody is signed in at the scene.console's own site by it.
    assertThat(scene.person.cookies).doesNotContainKey("session");
  }

  @Test
  void aClientLibraryFindsEverythingFromTheIssuer() {
    JsonNode found = TestApplication.json(scene.person.get("/.well-known/openid-configuration"));

    assertThat(found.path("issuer").asText()).isEqualTo(scene.world.publicUrl.toString());
    for (String endpoint :
        List.of("token_endpoint", "userinfo_endpoint", "authorization_endpoint")) {
      String path = URI.create(found.path(endpoint).asText()).getPath();
      assertThat(scene.person.post(path, Map.of()).statusCode()).as(endpoint).isNotEqualTo(404);
    }
    assertThat(scene.person.get("/.well-known/oauth-authorization-server").body())
        .isEqualTo(found.toString());
    HttpResponse<String> keys = scene.person.get("/.well-known/jwks.json");
    assertThat(TestApplication.json(keys).path("keys")).hasSize(1);
    assertThat(TestApplication.json(keys).path("keys").get(0).has("d")).isFalse();
    assertThat(keys.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age");
  }

  @Test
  void aConnectorThatIsNamedIsGoneToAtOnce() {
    HttpResponse<String> begun =
        scene.person.get(scene.shop.authorize(scene.session, "connector", HandoverScene.ID));

    assertThat(begun.statusCode()).isEqualTo(303);
    URI answer = scene.consented(scene.person, begun, true);
    assertThat(scene.exchange(scene.code(answer)).statusCode()).isEqualTo(200);
  }

  @Test
  void aDenialGoesBack() {
    URI answer = scene.consented(scene.person, scene.begin(), false);

    assertThat(TestApplication.parameters(answer))
        .containsEntry("error", "access_denied")
        .containsEntry("state", scene.session.state())
        .doesNotContainKey("code");
  }

  @Test
  void aProviderThatIsDownAndASignInThatTookTooLongGoBack() {
    HttpResponse<String> begun = scene.begin();
    scene.world.provider.switchOn(Quirk.OUTAGE);
    assertThat(TestApplication.parameters(scene.consented(scene.person, begun, true)))
        .containsEntry("error", "temporarily_unavailable");
    scene.world.provider.switchOff(Quirk.OUTAGE);

    HttpResponse<String> late = scene.begin();
    scene.world.clock.advance(Duration.ofMinutes(11));
    assertThat(TestApplication.parameters(scene.consented(scene.person, late, true)))
        .containsEntry("error", "access_denied");
  }

  @Test
  void aCodeEndsAfterAMinuteAndAnAccessTokenAfterFive() {
    String late = scene.code(scene.signIn());
    scene.world.clock.advance(Duration.ofSeconds(61));
    assertRefused(scene.exchange(late), 400, "invalid_grant");

    JsonNode tokens = TestApplication.json(scene.exchange(scene.code(scene.signIn())));
    scene.world.clock.advance(Duration.ofMinutes(4));
    assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(200);
    scene.world.clock.advance(Duration.ofSeconds(61));
    assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(401);
  }

  @Test
  void twoTabsAreTwoSignIns() {
    var other = TestApplication.session();
    HttpResponse<String> first = scene.begin();
    HttpResponse<String> second = scene.begin(scene.person, other);

    String secondCode =
        TestApplication.code(other, scene.consented(scene.person, second, true)).orElseThrow();
    String firstCode = scene.code(scene.consented(scene.person, first, true));

    assertThat(scene.exchange(firstCode).statusCode()).isEqualTo(200);
    assertThat(scene.shop.exchange(scene.console.address(), other, secondCode).statusCode())
        .isEqualTo(200);
  }

  @Test
  void thePageSpeaksTheLanguageOfTheBrowser() {
    HttpResponse<String> page =
        scene.person.send(
            scene
                .person
                .request(scene.shop.authorize(scene.session))
                .header("Accept-Language", "de-AT,en;q=0.5"));

    assertThat(page.body()).contains("<html lang=\"de\">", "Anmelden bei Shop");
  }
}
