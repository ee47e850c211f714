package dev.connectorkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Said;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubProfileTest {

  private final Map<String, Object> user =
      new HashMap<>(
          Map.of(
              "id", 203948571L,
              "login", "ada",
              "name", "Ada Example",
              "avatar_url", "https://avatars.githubusercontent.com/u/203948571?v=4",
              "html_url", "https://github.com/ada"));
  private final List<Map<String, Object>> emails =
      new ArrayList<>(
          List.of(
              Map.of("email", "old@people.example", "primary", false, "verified", true),
              Map.of("email", "ada@people.example", "primary", true, "verified", true)));

  @Test
  void mapsEveryMember() {
    UserProfile profile = profile();

    assertThat(profile.id()).isEqualTo("203948571");
    assertThat(profile.username()).contains("ada");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.avatar())
        .contains(URI.create("https://avatars.githubusercontent.com/u/203948571?v=4"));
    assertThat(profile.profileUrl()).contains(URI.create("https://github.com/ada"));
    assertThat(profile.raw()).containsEntry("login", "ada").containsEntry("emails", emails);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void aMissingNameFallsBackToTheLogin(String name) {
    user.put("name", name);

    assertThat(profile().name()).contains("ada");
  }

  @Test
  void anIdBeyondWhatADoubleHoldsStaysExact() {
    user.put("id", 9007199254740993L);

    assertThat(profile().id()).isEqualTo("9007199254740993");
  }

  @Test
  void theLoginIsNoIdentity() {
    user.remove("id");

    assertThatThrownBy(this::profile)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_RESPONSE));
  }

  @Test
  void aPrimaryAddressThatIsNotVerifiedIsNotCalledVerified() {
    emails.set(1, Map.of("email", "ada@people.example", "primary", true, "verified", false));

    assertThat(profile().email()).contains("ada@people.example");
    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void thePublicAddressIsNeverVerifiedByItself() {
    emails.clear();
    user.put("email", "anyone@people.example");

    assertThat(profile().email()).contains("anyone@people.example");
    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void anAddressThatIsNoneDoesNotLendItsVerificationToAnother() {
    emails.set(1, Map.of("email", "a@b@people.example", "primary", true, "verified", true));
    user.put("email", "anyone@people.example");

    assertThat(profile().email()).contains("anyone@people.example");
    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void withoutAnyAddressThereIsNone() {
    emails.clear();

    assertThat(profile().email()).isEmpty();
    assertThat(profile().emailVerified()).isFalse();
  }

  private UserProfile profile() {
    return GitHubProfile.of(Said.of(user, Map.of(), Map.of("emails", emails)));
  }
}
