package dev.connectorkit.console;

import static dev.connectorkit.console.HandoverScene.assertElsewhere;
import static dev.connectorkit.console.HandoverScene.assertRefused;
import static dev.connectorkit.console.HandoverScene.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a code and a callback are bound to: browser, application, instance, and once. */
class HandoverBindingsIT {

  @RegisterExtension static final HandoverScene scene = new HandoverScene();

  @Test
  void aCodeWorksOnceAndTheSecondUseEndsWhatTheFirstGave() {
    String code = scene.code(scene.signIn());
    JsonNode tokens = TestApplication.json(scene.exchange(code));
    assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(200);

    assertRefused(scene.exchange(code), 400, "invalid_grant");

    assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(401);
    assertRefused(scene.exchange(code), 400, "invalid_grant");
  }

  @Test
  void aCodeIsOfTheClientItWasMadeForAndStaysItsOwn() {
    String code = scene.code(scene.signIn());
    var other = new TestApplication(scene.register("Other", TestApplication.RETURN));

    assertRefused(
        other.exchange(scene.console.address(), scene.session, code), 400, "invalid_grant");

    assertThat(scene.exchange(code).statusCode()).isEqualTo(200);
  }

  @Test
  void aCallbackOfAnotherBrowserHandsOverNothing() {
    HttpResponse<String> begun = scene.begin();
    String callback = scene.callback(begun, true);
    var victim = new ConsoleBrowser(scene.console.address());

    assertElsewhere(victim.get(callback));
    // Nor one that has begun a sign-in of its own, at the application or at the site.
    scene.begin(victim, TestApplication.session());
    assertElsewhere(victim.get(callback));
    victim.post("/sign-in/" + HandoverScene.ID, Map.of());
    assertElsewhere(victim.get(callback));

    assertThat(scene.code(location(scene.person.get(callback)))).isNotEmpty();
  }

  @Test
  void aCodeOfAnotherBrowserIsOfNoUse() {
    var attacker = new ConsoleBrowser(scene.console.address());
    var attackers = TestApplication.session();
    URI answer = scene.signIn(attacker, attackers);
    String code = TestApplication.code(attackers, answer).orElseThrow();

    // Carried into the victim's browser: the application compares the state with its session.
    assertThat(TestApplication.code(scene.session, answer)).isEmpty();
    // And if it did not: the challenge is that of the attacker's session.
    assertRefused(scene.exchange(code), 400, "invalid_grant");
  }

  @Test
  void aSignInForAnApplicationIsNoneAtTheSiteAndTheOtherWayRound() {
    String callback = scene.callback(scene.begin(), true);
    scene.person.cookies.put("browser", scene.person.cookies.remove("application"));
    assertElsewhere(scene.person.get(callback));
    scene.person.get("/me");
    assertThat(scene.person.location()).isEqualTo("/");

    String own = scene.callback(scene.person.post("/sign-in/" + HandoverScene.ID, Map.of()), true);
    scene.person.cookies.put("application", scene.person.cookies.remove("browser"));
    assertElsewhere(scene.person.get(own));
  }

  @Test
  void aReloadOfTheCallbackIsSaidPlainly() {
    String callback = scene.callback(scene.begin(), true);
    scene.person.get(callback);

    HttpResponse<String> again = scene.person.get(callback);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("sign_in_not_found");
  }

  @Test
  void whatIsTakenBackMeanwhileIsNotHandedOver() {
    String disabled = scene.callback(scene.begin(), true);
    scene.console.instances().disable(HandoverScene.ID, "test");
    try {
      assertThat(new ConsoleBrowser(scene.console.address()).get(disabled).headers().map())
          .as("another browser learns nothing")
          .doesNotContainKey("location");
      assertThat(location(scene.person.get(disabled)).toString())
          .startsWith(TestApplication.RETURN)
          .contains("error=temporarily_unavailable", "state=" + scene.session.state())
          .doesNotContain("code=");
      assertThat(scene.person.post("/sign-in/" + HandoverScene.ID, Map.of()).body())
          .contains("This way to sign in is not offered");
      String asked = scene.shop.authorize(TestApplication.session());
      String named = scene.shop.authorize(TestApplication.session(), "connector", HandoverScene.ID);
      for (String target : List.of(asked, named)) {
        assertThat(location(scene.person.get(target)).toString())
            .startsWith(TestApplication.RETURN)
            .contains("error=temporarily_unavailable");
      }
    } finally {
      scene.console.instances().enable(HandoverScene.ID, true, "test");
    }
    assertThat(scene.person.get(disabled).statusCode()).as("it is over").isEqualTo(400);

    String removed = scene.callback(scene.begin(), true);
    change("https://shop.example/new", HandoverScene.ID);
    HttpResponse<String> page = scene.person.get(removed);
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void nothingIsHandedOverOfAnInstanceThatWasDisabledSince() {
    String code = scene.code(scene.signIn());
    JsonNode tokens = TestApplication.json(scene.exchange(scene.code(scene.signIn())));
    assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(200);

    scene.console.instances().disable(HandoverScene.ID, "test");
    try {
      assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(401);
      assertRefused(scene.exchange(code), 400, "invalid_grant");
    } finally {
      scene.console.instances().enable(HandoverScene.ID, true, "test");
    }
    assertRefused(scene.exchange(code), 400, "invalid_grant");
  }

  @Test
  void nothingIsHandedOverToAnAddressThatWasTakenBackSince() {
    String code = scene.code(scene.signIn());
    change("https://shop.example/new", HandoverScene.ID);

    assertRefused(scene.exchange(code), 400, "invalid_grant");
  }

  @Test
  void nothingIsHandedOverOfAnInstanceThatTheApplicationMayNotUseAnyMore() {
    String code = scene.code(scene.signIn());
    change(TestApplication.RETURN, "another");

    assertRefused(scene.exchange(code), 400, "invalid_grant");
  }

  @Test
  void aCodeEndsWithItsApplication() {
    String code = scene.code(scene.signIn());
    scene.console.handover().applications().remove(scene.shop.clientId, "test");

    assertRefused(scene.exchange(code), 401, "invalid_client");
  }

  @Test
  void anAccessTokenEndsWithItsApplication() {
    JsonNode tokens = TestApplication.json(scene.exchange(scene.code(scene.signIn())));
    assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(200);

    scene.console.handover().applications().remove(scene.shop.clientId, "test");

    assertThat(scene.userInfo(tokens).statusCode()).isEqualTo(401);
  }

  private static void change(String address, String instance) {
    Applications applications = scene.console.handover().applications();
    Application known = applications.get(scene.shop.clientId);
    applications.update(
        scene.shop.clientId,
        known.revision(),
        new ApplicationChange("Shop", List.of(address), List.of(instance)),
        "test");
  }
}
