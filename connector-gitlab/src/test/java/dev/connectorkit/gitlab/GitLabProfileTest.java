package dev.connectorkit.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.Said;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitLabProfileTest {

  private final Map<String, Object> userInfo =
      new HashMap<>(
          Map.of(
              "sub", "20394857",
              "name", "Ada Example",
              "nickname", "ada",
              "preferred_username", "ada",
              "email", "ada@people.example",
              "email_verified", true,
              "profile", "https://gitlab.com/ada",
              "picture", "https://gitlab.com/uploads/-/system/user/avatar/1/avatar.png",
              "groups", List.of("engines")));

  @Test
  void mapsEveryClaim() {
    UserProfile profile = profile();

    assertThat(profile.id()).isEqualTo("20394857");
    assertThat(profile.username()).contains("ada");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.avatar().orElseThrow().getPath()).endsWith("/avatar.png");
    assertThat(profile.profileUrl()).contains(URI.create("https://gitlab.com/ada"));
    assertThat(profile.raw()).containsEntry("groups", List.of("engines"));
  }

  @Test
  void anOlderServerTellsTheUsernameAsNickname() {
    userInfo.remove("preferred_username");

    assertThat(profile().username()).contains("ada");
  }

  @Test
  void anAddressIsVerifiedOnlyWhenGitLabSaysSo() {
    userInfo.put("email_verified", false);
    assertThat(profile().email()).contains("ada@people.example");
    assertThat(profile().emailVerified()).isFalse();

    userInfo.remove("email_verified");
    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void withoutALeaveThereIsNoAddress() {
    userInfo.put("email", null);
    userInfo.put("email_verified", null);

    assertThat(profile().email()).isEmpty();
  }

  @Test
  void theUsernameIsNoIdentity() {
    userInfo.remove("sub");

    Failure.with(ConnectorError.INVALID_RESPONSE, this::profile);
  }

  private UserProfile profile() {
    return GitLabProfile.of(Said.userInfo(userInfo));
  }
}
