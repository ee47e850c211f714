package dev.connectorkit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that are shown to people as links and pictures. */
class ShownAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "javascript://people.example/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "https:people.example",
        "https:///path",
        "//people.example/",
        "/path"
      })
  void isAWebAddressOrNone(String text) {
    URI uri = URI.create(text);

    UserProfile profile =
        UserProfile.builder("u1").avatar(Optional.of(uri)).profileUrl(Optional.of(uri)).build();

    assertThat(profile.avatar()).isEmpty();
    assertThat(profile.profileUrl()).isEmpty();
    assertThatThrownBy(() -> metadata().links(Map.of("Help", uri)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The link 'Help' is no http or https address.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sign in\u0000",
        "Ser\u202Eelgoog",
        "\u2067Service",
        "one\u2028two",
        "\u001b[2J",
        "one\rtwo",
        " "
      })
  void aNameThatTurnsOrHidesTheTextAroundItIsRefused(String name) {
    assertThatThrownBy(() -> LocalizedText.english(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"می\u200cخواهم", "क्\u200dष", "\u200fשלום", "两行\n文字", "<b>&"})
  void aNameInAnyLanguageIsKept(String name) {
    assertThat(LocalizedText.english(name).translations()).containsEntry("en", name);
  }

  private static ConnectorMetadata.Builder metadata() {
    return ConnectorMetadata.builder("sample")
        .target("sample")
        .name(LocalizedText.english("Sample"))
        .description(LocalizedText.english("A sample."))
        .logo(new Logo("image/png", new byte[] {1}))
        .readme("# Sample");
  }
}
