package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.testkit.world.FakeInternet;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A look at a page notices what it is there for; otherwise every page would pass. */
@Tag("browser")
class ChromiumIT {

  private static final String NO_PICTURES =
      "<meta http-equiv='Content-Security-Policy' content=\"img-src 'none'\">";

  private static FakeInternet nowhere;
  private static Chromium browser;

  @BeforeAll
  static void open(@TempDir Path profile) throws IOException {
    Chromium.require();
    nowhere = FakeInternet.builder().start();
    browser = Chromium.start(nowhere.proxy(), nowhere.authority(), profile);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      nowhere.close();
    }
  }

  @Test
  void aSoundPagePasses() {
    go("<p>Nothing is wrong here.</p>");

    assertThatCode(() -> browser.look("look-sound")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target-size | <style>button { width: 10px; height: 10px; padding: 0 }</style><button>a</button><button>b</button>
          color-contrast | <p style='color: #bbbbbb'>Hardly to be read</p>
          color-contrast | <style>@media (prefers-color-scheme: dark) { p { color: #999 } }</style><p>In dark</p>
          color-contrast | <style>@media (min-width: 1000px) { p { color: #999 } }</style><p>On a wide screen</p>
          NARROW: is wider by | <div style='width: 330px'>Too wide for 320</div>
          DESKTOP: is wider by | <style>@media (min-width: 1000px) { p { width: 1200px } }</style><p>Wide</p>
          Content Security Policy | <img alt='' src='https://elsewhere.example/picture.png'>
          ReferenceError | <script>nothing.there()</script>
          """)
  void whatIsWrongIsNoticed(String what, String content) {
    go(content);

    assertThatThrownBy(() -> browser.look("look-wrong"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(what);
  }

  private static void go(String content) {
    String page =
        "<!doctype html><html lang='en'><head><title>A page</title>"
            + NO_PICTURES
            + "<style>body { margin: 0; background: white }</style></head>"
            + "<body><main><h1>A page</h1>"
            + content
            + "</main></body></html>";
    browser.driver.get(
        "data:text/html;charset=utf-8,"
            + URLEncoder.encode(page, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
