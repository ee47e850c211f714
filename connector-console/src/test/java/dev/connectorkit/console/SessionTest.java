package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ResponseMode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The session is the sign-in's own: new each time, known to the site alone, and gone at its end.
 */
class SessionTest {

  @Test
  void oneThatSomebodyPlantedBeforeTheSignInIsNotTakenOver() {
    try (var site = new PlainSite()) {
      HttpResponse<String> begun = site.send(site.post("/sign-in/plain"));
      String browser = PlainSite.cookie(begun, "browser");

      HttpResponse<String> done =
          site.send(
              site.get(PlainSite.callback(begun, "ada"))
                  .header("Cookie", browser + "; session=planted"));

      assertThat(PlainSite.cookie(done, "session")).isNotEqualTo("session=planted");
      assertThat(me(site, "session=planted")).isEqualTo(401);
      assertThat(me(site, PlainSite.cookie(done, "session"))).isEqualTo(200);
    }
  }

  @Test
  void theOneBeforeTheSignInIsDeadAfterIt() {
    try (var site = new PlainSite()) {
      String before = PlainSite.cookie(site.signIn("ada"), "session");
      HttpResponse<String> begun = site.send(site.post("/sign-in/plain"));

      HttpResponse<String> done =
          site.send(
              site.get(PlainSite.callback(begun, "bob"))
                  .header("Cookie", PlainSite.cookie(begun, "browser") + "; " + before));

      String after = PlainSite.cookie(done, "session");
      assertThat(after).isNotEqualTo(before);
      assertThat(me(site, before)).isEqualTo(401);
      assertThat(profile(site, after)).contains("\"id\":\"bob\"").doesNotContain("ada");
    }
  }

  @Test
  void theNextPersonAtTheSameBrowserGetsNothingOfTheFormer() {
    try (var site = new PlainSite()) {
      String ada = PlainSite.cookie(site.signIn("ada"), "session");
      // Cookies lost, then signed out: the site cannot know whose session to end.
      site.send(site.post("/sign-out"));

      String bob = PlainSite.cookie(site.signIn("bob"), "session");

      assertThat(bob).isNotEqualTo(ada);
      assertThat(profile(site, bob)).contains("\"id\":\"bob\"").doesNotContain("ada");
      site.send(site.post("/sign-out").header("Cookie", bob));
      assertThat(me(site, bob)).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session=",
        "session",
        "=",
        ";;;",
        "session=\"",
        "session=null",
        "session=true",
        "session={}",
        "session=rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==",
        "session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
        "session=%00; session=%ff",
        "session=a; session=b",
        "$Version=1; session=\"x\"; $Path=/",
        "session=\u00e9",
        "__Host-session=x",
        "SESSION=x",
        "session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void oneThatIsNoneLetsNobodyIn(String cookie) {
    try (var site = new PlainSite()) {
      site.signIn("ada");

      assertThat(me(site, cookie)).isIn(400, 401);
      assertThat(site.send(site.get("/").header("Cookie", cookie)).statusCode()).isIn(200, 400);
      assertThat(
              site.send(site.get("/callback/plain?code=x&state=y").header("Cookie", cookie))
                  .statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void aSignInThatFailsOpensNone() {
    try (var site = new PlainSite()) {
      HttpResponse<String> begun = site.send(site.post("/sign-in/plain"));
      String callback = PlainSite.callback(begun, "ada");
      for (String bad :
          List.of(
              callback.replace("code=", "error="),
              callback + "x",
              callback.replaceFirst("&state=.*", ""),
              callback + "&code=again",
              callback.replace("/plain?", "/unknown?"))) {
        HttpResponse<String> failed =
            site.send(site.get(bad).header("Cookie", PlainSite.cookie(begun, "browser")));
        assertThat(failed.statusCode()).as(bad).isBetween(400, 499);
        assertThat(failed.headers().allValues("Set-Cookie")).isEmpty();
      }
    }
  }

  @Test
  void onHttpsItsCookiesCannotBePlantedByAnotherSite() {
    try (var site = new PlainSite("https://app.example", "Plain")) {
      HttpResponse<String> begun = site.send(site.post("/sign-in/plain"));
      HttpResponse<String> done =
          site.send(
              site.get(PlainSite.callback(begun, "ada"))
                  .header("Cookie", PlainSite.cookie(begun, "__Host-browser")));

      for (HttpResponse<String> response : List.of(begun, done)) {
        assertThat(response.headers().allValues("Set-Cookie"))
            .isNotEmpty()
            .allSatisfy(
                cookie ->
                    assertThat(cookie)
                        .startsWith("__Host-")
                        .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContainIgnoringCase("domain="));
      }
      String session = PlainSite.cookie(done, "__Host-session");
      assertThat(me(site, session)).isEqualTo(200);
      // The same value under a name that a sub-domain could set.
      assertThat(me(site, session.replace("__Host-", ""))).isEqualTo(401);
    }
  }

  @Test
  void onHttpsABrowserTokenUnderAnotherNameCountsForNothing() {
    try (var site = new PlainSite("https://app.example", "Plain")) {
      HttpResponse<String> begun = site.send(site.post("/sign-in/plain"));
      String tossed = PlainSite.cookie(begun, "__Host-browser").replace("__Host-", "");

      HttpResponse<String> refused =
          site.send(site.get(PlainSite.callback(begun, "eve")).header("Cookie", tossed));

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("state_mismatch");
    }
  }

  @Test
  void aCallbackByFormNeedsACookieThatTravelsAcrossSites() {
    try (var site = new PlainSite("https://app.example", "Plain")) {
      site.responseMode = ResponseMode.FORM_POST;

      HttpResponse<String> begun = site.send(site.post("/sign-in/plain"));

      assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-browser=")
          .contains("; SameSite=None", "; Secure");
    }
  }

  private static int me(PlainSite site, String cookie) {
    return site.send(site.get("/me").header("Accept", "application/json").header("Cookie", cookie))
        .statusCode();
  }

  private static String profile(PlainSite site, String cookie) {
    return site.send(site.get("/me").header("Accept", "application/json").header("Cookie", cookie))
        .body();
  }
}
