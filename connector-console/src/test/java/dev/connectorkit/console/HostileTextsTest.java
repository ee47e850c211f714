package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.testkit.corpus.Corpus;
import dev.connectorkit.testkit.corpus.Corpus.Entry;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What providers and plugins say is shown as text. */
class HostileTextsTest {

  private static PlainSite site;

  @BeforeAll
  static void open() {
    site = new PlainSite();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  static Stream<Entry> texts() {
    return Corpus.TEXTS.entries().stream();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void ofAProfileStayText(Entry hostile) {
    String text = hostile.text();
    site.profile =
        builder ->
            builder
                .name(Optional.of(text))
                .username(Optional.of(text))
                .raw(Map.of(text, List.of(text)));
    String session = PlainSite.cookie(site.signIn("ada"), "session");

    HttpResponse<String> page = site.send(site.get("/me").header("Cookie", session));
    HttpResponse<String> json =
        site.send(site.get("/me").header("Cookie", session).header("Accept", "application/json"));

    Document shown = harmless(page);
    assertThat(shown.select("script")).isEmpty();
    assertThat(shown.select("form")).hasSize(1);
    assertThat(shown.select("a, img, iframe, style, link[href^=http]")).isEmpty();
    // In the way jsoup and browsers treat white space, NUL and halves of characters.
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      assertThat(shown.getElementById("name").text()).isEqualTo(text);
    }
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void ofACallbackAreNotRepeated(Entry hostile) {
    String text = hostile.text().length() > 1_000 ? "x".repeat(1_000) : hostile.text();
    String encoded = URLEncoder.encode(text, UTF_8);
    HttpResponse<String> begun = site.send(site.post("/sign-in/plain"));
    String failing =
        PlainSite.callback(begun, "ada").replace("code=ada", "error=" + encoded)
            + "&error_description="
            + encoded
            + "&error_uri="
            + encoded;
    for (String target : List.of(failing, "/callback/plain?code=x&state=" + encoded)) {
      HttpResponse<String> page =
          site.send(site.get(target).header("Cookie", PlainSite.cookie(begun, "browser")));

      assertThat(page.statusCode()).isBetween(400, 499);
      assertThat(harmless(page).text()).doesNotContain(text);
      assertThat(page.body()).doesNotContain(text);
    }
    // A path that is none never gets as far as to the site.
    HttpResponse<String> page = site.send(site.get("/" + encoded));
    assertThat(page.statusCode()).isBetween(400, 499);
    assertThat(page.body()).doesNotContain(text);
  }

  @Test
  void ofAConnectorStayText() {
    int usable = 0;
    for (Entry hostile : Corpus.TEXTS.entries()) {
      String name = hostile.text();
      PlainSite named;
      try {
        named = new PlainSite(null, name);
      } catch (ConnectorException e) {
        // Too long, or with characters that a name does not have.
        assertThat(e.error()).isEqualTo(ConnectorError.INVALID_METADATA);
        continue;
      }
      usable++;
      try (named) {
        Document shown = harmless(named.send(named.get("/")));
        assertThat(shown.select("script")).hasSize(1);
        assertThat(shown.select("script").attr("src")).isEqualTo("/assets/copy.js");
        assertThat(shown.select("button.provider")).hasSize(1);
        assertThat(shown.selectFirst("button.provider span").wholeText())
            // Half a character cannot be written.
            .isEqualTo(
                "Sign in with "
                    + new String(name.getBytes(UTF_8), UTF_8).replace('\uffff', '\ufffd'));
      }
    }
    assertThat(usable).isGreaterThan(35);
  }

  /** Parsed as a browser would; nothing in it runs, and nothing is loaded from elsewhere. */
  private static Document harmless(HttpResponse<String> page) {
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().allValues("Set-Cookie"))
        .allSatisfy(cookie -> assertThat(cookie).doesNotContain("evil"));
    // Which jsoup, other than browsers, takes for the end.
    Document shown = Jsoup.parse(page.body().replace('\uffff', '\ufffd'));
    for (Element element : shown.getAllElements()) {
      element
          .attributes()
          .forEach(
              attribute -> {
                assertThat(attribute.getKey()).doesNotStartWithIgnoringCase("on");
                assertThat(attribute.getKey()).isNotEqualToIgnoringCase("style");
                assertThat(attribute.getValue()).doesNotContain("evil.example", "javascript:");
              });
    }
    assertThat(shown.select("base, meta[http-equiv], object, embed, iframe, svg")).isEmpty();
    return shown;
  }
}
