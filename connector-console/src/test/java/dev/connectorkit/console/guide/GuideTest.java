package dev.connectorkit.console.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.testkit.corpus.Corpus;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {

  static Stream<String> shipped() {
    return ServiceLoader.load(ConnectorFactory.class).stream()
        .map(factory -> factory.get().metadata().readme());
  }

  static Stream<String> hostile() {
    return Corpus.TEXTS.entries().stream().map(entry -> entry.text());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedReadmeIsRendered(String readme) {
    Document guide = inert(readme);

    assertThat(guide.select("h3")).hasSize(1);
    assertThat(guide.select("h4, ol, p")).isNotEmpty();
    assertThat(guide.select("h1, h2")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whateverATextHoldsItStaysText(String text) {
    inert(text);
    inert("[" + text + "](" + text + ")");
    inert("![" + text + "](" + text + ")");
    inert("`" + text + "`\n\n    " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "[x](//evil.example/)",
        "[x](/admin/instances)",
        "[x](https://trusted.example@evil.example/)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[x][y]\n\n[y]: javascript:alert(1)"
      })
  void aLinkToAnythingButTheWebIsText(String markdown) {
    assertThat(inert(markdown).select("a")).isEmpty();
  }

  @Test
  void aLinkToTheWebTellsNobodyWhereItComesFrom() {
    Element link =
        inert("See [here](https://provider.example/apps?a=b&c \"Apps\").").selectFirst("a");

    assertThat(link.attr("href")).isEqualTo("https://provider.example/apps?a=b&c");
    assertThat(link.attr("rel")).isEqualTo("noreferrer noopener");
    assertThat(link.text()).isEqualTo("here");
  }

  @Test
  void aPictureIsNamedAndNotLoaded() {
    Document guide = inert("Press ![the **button**](https://evil.example/pixel.png).");

    assertThat(guide.select("img")).isEmpty();
    assertThat(guide.text()).isEqualTo("Press the button.");
  }

  @Test
  void htmlIsText() {
    Document guide = inert("<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> b");

    assertThat(guide.text()).contains("<script>alert(1)</script>", "<img src=x onerror=alert(1)>");
  }

  @ParameterizedTest
  @ValueSource(strings = {">", "- ", "[", "*a_", "![", "`"})
  void aReadmeThatIsAllNestingComesToAnEnd(String piece) {
    inert(piece.repeat(100_000 / piece.length()));
  }

  private static Document inert(String markdown) {
    Document guide = Jsoup.parseBodyFragment(Guide.html(markdown));
    assertThat(
            guide.select(
                "script, img, iframe, object, embed, style, link, base, form, input, svg, meta"))
        .isEmpty();
    for (Element element : guide.body().getAllElements()) {
      element
          .attributes()
          .forEach(
              attribute -> {
                assertThat(attribute.getKey()).isIn("href", "rel", "title", "class", "start");
                if (attribute.getKey().equals("href")) {
                  assertThat(attribute.getValue()).matches("https?://[^@]+");
                }
              });
    }
    return guide;
  }
}
