package dev.connectorkit.console;

import static dev.connectorkit.console.HandoverScene.assertRefused;
import static dev.connectorkit.console.HandoverScene.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is refused of an application that asks, or of its server that exchanges, and how it is told.
 */
class HandoverRefusalsIT {

  @RegisterExtension static final HandoverScene scene = new HandoverScene();

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
          scene.person.get(
              scene.shop.authorize(scene.session, "redirect_uri", address, "response_type", error));

      assertThat(page.statusCode()).isEqualTo(400);
      assertThat(page.headers().firstValue("Location")).isEmpty();
      assertThat(page.body()).contains("unknown_application", "to the letter");
      assertThat(scene.person.page().select("a").eachAttr("href")).containsExactly("/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "AAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --", "\0"})
  void anUnknownClientIsToldOnAPage(String client) {
    HttpResponse<String> page =
        scene.person.get(scene.shop.authorize(scene.session, "client_id", client));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(scene.person.page().select("#detail").text()).contains("client_id");
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
    HttpResponse<String> refused =
        scene.person.get(scene.shop.authorize(scene.session, name, value));

    Map<String, String> answer = TestApplication.parameters(location(refused));
    assertThat(answer).containsEntry("error", error).doesNotContainKey("code");
    assertThat(answer).containsEntry("iss", scene.world.publicUrl.toString());
    if (!name.equals("state")) {
      assertThat(answer).containsEntry("state", scene.session.state());
    }
  }

  @Test
  void aParameterThatComesTwiceIsRefused() {
    String twice = scene.shop.authorize(scene.session) + "&response_type=code";
    assertThat(TestApplication.parameters(location(scene.person.get(twice))))
        .containsEntry("error", "invalid_request");
    String otherAddress =
        scene.shop.authorize(scene.session) + "&redirect_uri=https://evil.example";
    assertThat(scene.person.get(otherAddress).statusCode()).isEqualTo(400);
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
    String code = scene.code(scene.signIn());
    Map<String, String> form = scene.shop.exchangeForm(scene.session, code);
    form.put(name, value);

    assertRefused(scene.token(form, true), 400, error);
    if (error.equals("invalid_grant") && !name.equals("code")) {
      // It was somebody's guess; there is no second one.
      assertRefused(scene.exchange(code), 400, "invalid_grant");
    }
  }

  @Test
  void aClientAuthenticatesItselfInOneWay() {
    String code = scene.code(scene.signIn());
    Map<String, String> form = scene.shop.exchangeForm(scene.session, code);
    assertRefused(scene.token(form, false), 401, "invalid_client");
    form.put("client_id", scene.shop.clientId);
    form.put("client_secret", scene.shop.secret + "x");
    assertRefused(scene.token(form, false), 401, "invalid_client");
    form.put("client_secret", scene.shop.secret);
    assertRefused(scene.token(form, true), 400, "invalid_request");

    HttpResponse<String> posted = scene.token(form, false);
    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(posted.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !", "Basic eDp4", "Bearer x", "Basic JTp4", "Digest x"})
  void aHeaderThatIsNoAuthenticationIsRefused(String header) {
    HttpResponse<String> refused =
        scene.shop.send(
            HttpRequest.newBuilder(scene.console.address().resolve("/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", header)
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=authorization_code")));

    assertRefused(refused, 401, "invalid_client");
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
  }

  @Test
  void aClientThatFailsTooOftenIsToldToWaitButNotKeptOut() {
    Map<String, String> form = scene.shop.exchangeForm(scene.session, "x".repeat(43));
    for (int i = 0; i < 30; i++) {
      assertRefused(scene.token(form, true), 400, "invalid_grant");
    }

    HttpResponse<String> refused = scene.token(form, true);

    assertRefused(refused, 429, "too_many_requests");
    assertThat(refused.headers().firstValue("Retry-After")).contains("60");
    String code = scene.code(scene.signIn());
    assertThat(scene.exchange(code).statusCode()).isEqualTo(200);
  }

  @Test
  void aPictureOrFrameOfAnotherSiteBeginsNothing() {
    for (String[] header :
        List.of(
            new String[] {"Sec-Fetch-Mode", "no-cors"},
            new String[] {"Sec-Fetch-Dest", "iframe"})) {
      HttpResponse<String> refused =
          scene.person.send(
              scene
                  .person
                  .request(scene.shop.authorize(scene.session, "connector", HandoverScene.ID))
                  .header(header[0], header[1]));
      assertThat(refused.statusCode()).as(header[0]).isEqualTo(403);
      assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void aTokenForTheUserInfoComesInTheHeader() {
    JsonNode tokens = TestApplication.json(scene.exchange(scene.code(scene.signIn())));
    String token = tokens.path("access_token").asText();

    assertThat(scene.person.get("/userinfo?access_token=" + token).statusCode()).isEqualTo(401);
    assertThat(scene.shop.userInfo(scene.console.address(), "x".repeat(43)).statusCode())
        .isEqualTo(401);
    assertThat(scene.shop.userInfo(scene.console.address(), token).statusCode()).isEqualTo(200);
  }
}
