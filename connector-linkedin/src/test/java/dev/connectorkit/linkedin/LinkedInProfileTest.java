package dev.connectorkit.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.Said;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkedInProfileTest {

  private final Map<String, Object> userInfo =
      new HashMap<>(
          Map.of(
              "sub", "782bbtaQ",
              "name", "Ada Example",
              "picture", "https://media.licdn.com/dms/image/ada",
              "locale", Map.of("country", "GB", "language", "en"),
              "email", "ada@people.example",
              "email_verified", true));

  @Test
  void mapsEveryClaim() {
    UserProfile profile = profile();

    assertThat(profile.id()).isEqualTo("782bbtaQ");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.avatar()).contains(URI.create("https://media.licdn.com/dms/image/ada"));
    assertThat(profile.locale()).contains("en-GB");
    assertThat(profile.raw()).containsEntry("locale", userInfo.get("locale"));
  }

  @ParameterizedTest
  @CsvSource({"en_US,en-US", "de,de", "'',"})
  void aLocaleMayBeATextAsTheStandardHasIt(String said, String locale) {
    userInfo.put("locale", said);

    assertThat(profile().locale().orElse(null)).isEqualTo(locale);
  }

  @Test
  void aLanguageAloneIsALocale() {
    userInfo.put("locale", Map.of("language", "fr"));
    assertThat(profile().locale()).contains("fr");

    userInfo.put("locale", Map.of("country", "FR"));
    assertThat(profile().locale()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", ",false"})
  void anAddressIsVerifiedOnlyWhenLinkedInSaysSo(String said, boolean verified) {
    userInfo.put("email_verified", said);

    assertThat(profile().email()).contains("ada@people.example");
    assertThat(profile().emailVerified()).isEqualTo(verified);
  }

  @Test
  void withoutTheEmailScopeThereIsNoAddress() {
    userInfo.remove("email");

    assertThat(profile().email()).isEmpty();
    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void aPersonNeedsASubject() {
    userInfo.remove("sub");

    Failure.with(ConnectorError.INVALID_RESPONSE, this::profile);
  }

  private UserProfile profile() {
    return LinkedInProfile.of(Said.userInfo(userInfo));
  }
}
