package dev.connectorkit.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which language a browser gets. */
class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | de",
        "DE-at | de",
        "de-CH-1996, en | de",
        "pt-BR | pt-BR",
        "pt | pt-BR",
        "pt-PT | pt-BR",
        "zh-CN | zh",
        "zh-Hans-SG | zh",
        "zh-TW | zh",
        "es-419, en;q=0.9 | es",
        "nl, fr;q=0.2, ja;q=0.9 | ja",
        "en;q=0.1, de;q=0.2 | de",
        "nl | en",
        "nl, * | en",
        "* | en",
        "*;q=0.5, fr;q=0.4 | en",
        "de;q=0, fr;q=0.1 | fr",
        "de;q=0, * | en",
        "en;q=0, * | de",
        "de;q=0 | en"
      })
  void isTheOneItWantsMost(String header, String tag) {
    assertThat(best(header)).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";q=1",
        "de;q=2",
        "de;q=-1",
        "de;q=nonsense",
        "<script>",
        "../../etc/passwd",
        "de_DE",
        "\0",
        "x-private",
        "i-klingon",
        "de;q=0.0001;q=0.1",
        "ＤＥ"
      })
  void isEnglishOrTheOneThatCanBeReadForAHeaderThatIsNone(String header) {
    assertThat(best(header)).isIn("en", "de");
  }

  @Test
  void aHeaderThatIsTooLongIsNotRead() {
    assertThat(Languages.parse("de," + "en;q=0.1,".repeat(60))).isEmpty();
    assertThat(Languages.parse(null)).isEmpty();
  }

  private static String best(String header) {
    return Languages.best(Languages.parse(header), Texts.tags());
  }
}
