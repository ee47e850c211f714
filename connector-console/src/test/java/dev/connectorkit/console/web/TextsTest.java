package dev.connectorkit.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The languages of the public pages say the same things. */
class TextsTest {

  static List<String> tags() {
    return Texts.tags();
  }

  @ParameterizedTest
  @MethodSource("tags")
  void eachLanguageHasEveryTextWithItsPlace(String tag) {
    Map<String, String> english = Texts.in("en").asMap();
    Map<String, String> texts = Texts.in(tag).asMap();

    assertThat(Texts.in(tag).tag()).isEqualTo(tag);
    assertThat(texts.keySet()).isEqualTo(english.keySet());
    texts.forEach(
        (key, text) -> {
          assertThat(text.contains("{0}")).as(key).isEqualTo(english.get(key).contains("{0}"));
          assertThat(text).as(key).isNotBlank().isEqualTo(text.strip()).doesNotContain("\uFFFD");
        });
  }

  @ParameterizedTest
  @MethodSource("tags")
  void noTextWasForgottenInTranslation(String tag) {
    if (tag.equals("en")) {
      return;
    }
    long same =
        Texts.in("en").asMap().entrySet().stream()
            .filter(entry -> entry.getValue().equals(Texts.in(tag).asMap().get(entry.getKey())))
            .count();

    // Such as "Page" in French.
    assertThat(same).isLessThanOrEqualTo(2);
  }

  @Test
  void everyTextThatATemplateNamesIsThere() throws IOException {
    var named = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.toString();
        if (name.endsWith(".jte") || name.contains("/site/")) {
          Pattern.compile("texts\\.get\\(\"([a-z.-]+)\"[,)]")
              .matcher(Files.readString(file))
              .results()
              .forEach(match -> named.add(match.group(1)));
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(Texts.in("en").asMap().keySet()).containsAll(named);
  }

  @Test
  void aTextThatIsNotThereIsNoEmptyPage() {
    assertThatThrownBy(() -> Texts.in("de").get("nothing-of-that-name"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Texts.in("<script>").tag()).isEqualTo("en");
    assertThat(Texts.in("de").get("button", "{0}$1\\")).isEqualTo("Mit {0}$1\\ anmelden");
  }
}
