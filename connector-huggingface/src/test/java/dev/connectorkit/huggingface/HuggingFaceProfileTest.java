package dev.connectorkit.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceProfileTest {

  private static final String SUB = "0123456789abcdef01234567";

  private final Map<String, Object> userInfo =
      new HashMap<>(
          Map.of(
              "sub", SUB,
              "name", "Ada Example",
              "preferred_username", "ada",
              "profile", "https://huggingface.co/ada",
              "picture", "https://huggingface.co/avatars/0.svg",
              "email", "ada@people.example",
              "email_verified", true,
              "isPro", false));

  @Test
  void mapsEveryClaim() {
    UserProfile profile = profile();

    assertThat(profile.id()).isEqualTo(SUB);
    assertThat(profile.username()).contains("ada");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.avatar()).contains(URI.create("https://huggingface.co/avatars/0.svg"));
    assertThat(profile.profileUrl()).contains(URI.create("https://huggingface.co/ada"));
    assertThat(profile.raw()).containsEntry("isPro", false);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void aMissingNameFallsBackToTheUsername(String name) {
    userInfo.put("name", name);

    assertThat(profile().name()).contains("ada");
  }

  @Test
  void anAddressIsVerifiedOnlyWhenTheProviderSaysSo() {
    userInfo.put("email_verified", false);
    assertThat(profile().emailVerified()).isFalse();

    userInfo.remove("email_verified");
    assertThat(profile().emailVerified()).isFalse();
    assertThat(profile().email()).contains("ada@people.example");
  }

  @Test
  void withoutTheEmailScopeThereIsNoAddress() {
    userInfo.remove("email");

    assertThat(profile().email()).isEmpty();
    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void organizationsAbsentNullAndEmptyStayThreeDifferentThings() {
    assertThat(profile().raw()).doesNotContainKey("orgs");

    userInfo.put("orgs", null);
    assertThat(profile().raw()).containsEntry("orgs", null);

    userInfo.put("orgs", List.of());
    assertThat(profile().raw()).containsEntry("orgs", List.of());
  }

  @Test
  void organizationsBareAndFullSurviveIntoRawData() {
    var orgs =
        List.of(
            Map.of("sub", "a", "name", "Bare"),
            Map.of("sub", "b", "roleInOrg", "admin", "securityRestrictions", List.of("mfa")));
    userInfo.put("orgs", orgs);

    assertThat(profile().raw()).containsEntry("orgs", orgs);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void aMissingSubjectIsAnInvalidResponse(String sub) {
    userInfo.put("sub", sub);

    assertThatThrownBy(this::profile)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_RESPONSE));
  }

  private UserProfile profile() {
    return HuggingFaceProfile.of(
        new ProfileSource(
            new Claims(userInfo),
            Claims.NONE,
            new AuthorizationResponse(Map.of()),
            new TokenSet(
                Secret.of("token"),
                "bearer",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of("profile"))));
  }
}
