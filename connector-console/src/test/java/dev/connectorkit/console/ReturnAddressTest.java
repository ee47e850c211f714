package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.corpus.Corpus;
import dev.connectorkit.testkit.corpus.Corpus.Entry;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The site sends browsers to its own two pages and to the provider, whatever it is asked for. */
class ReturnAddressTest {

  private static final List<String> NAMES =
      List.of(
          "next",
          "return",
          "return_to",
          "returnTo",
          "returnUrl",
          "redirect",
          "redirect_uri",
          "redirect_url",
          "login_redirect_url",
          "post_logout_redirect_uri",
          "_target_url",
          "rd",
          "url",
          "target",
          "continue",
          "RelayState",
          "from",
          "path");

  private static PlainSite site;

  @BeforeAll
  static void open() {
    site = new PlainSite();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  static Stream<Entry> addresses() {
    return Corpus.RETURN_ADDRESSES.entries().stream();
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void isNotTakenFrom(Entry bad) {
    String asked =
        NAMES.stream()
            .map(name -> name + "=" + URLEncoder.encode(bad.text(), UTF_8))
            .collect(Collectors.joining("&"));

    HttpResponse<String> begun = answer(site.post("/sign-in/plain?" + asked));
    assertThat(PlainSite.location(begun))
        .startsWith("https://provider.example/authorize?state=")
        .doesNotContain("evil");
    String browser = PlainSite.cookie(begun, "browser");
    String callback = PlainSite.callback(begun, "ada");

    // What goes wrong leads nowhere at all.
    for (String wrong :
        List.of(callback.replace("state=", "state=x"), callback.replace("code=", "error="))) {
      HttpResponse<String> failed = answer(site.get(wrong + "&" + asked).header("Cookie", browser));
      assertThat(failed.statusCode()).isBetween(400, 499);
      assertThat(failed.headers().firstValue("Location")).isEmpty();
    }

    HttpResponse<String> again = answer(site.post("/sign-in/plain").header("Cookie", browser));
    HttpResponse<String> done =
        answer(
            site.get(PlainSite.callback(again, "ada") + "&" + asked)
                .header("Cookie", PlainSite.cookie(again, "browser"))
                .header("Referer", "https://evil.example/"));
    assertThat(PlainSite.location(done)).isEqualTo("/me");

    assertThat(PlainSite.location(answer(form("/sign-out", asked)))).isEqualTo("/");
    assertThat(PlainSite.location(answer(site.get("/me?" + asked)))).isEqualTo("/");
    assertThat(answer(site.get("/?" + asked)).statusCode()).isEqualTo(200);
  }

  private static HttpRequest.Builder form(String target, String body) {
    return site.get(target)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Nothing that was asked for is repeated in a page, and no page leads away. */
  private static HttpResponse<String> answer(HttpRequest.Builder request) {
    HttpResponse<String> response = site.send(request);
    assertThat(response.body()).doesNotContain("evil.example", "http-equiv");
    assertThat(response.headers().firstValue("Refresh")).isEmpty();
    return response;
  }
}
