package dev.connectorkit.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.Said;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackProfileTest {

  private final Map<String, Object> userInfo =
      new HashMap<>(
          Map.of(
              "ok", true,
              "sub", "U1",
              "https://slack.com/team_id", "T1",
              "name", "Ada Example",
              "picture", "https://avatars.slack-edge.com/u1_512.png",
              "email", "ada@people.example",
              "email_verified", true,
              "locale", "en-GB"));

  @Test
  void mapsEveryClaim() {
    UserProfile profile = profile();

    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.avatar()).contains(URI.create("https://avatars.slack-edge.com/u1_512.png"));
    assertThat(profile.locale()).contains("en-GB");
    assertThat(profile.raw()).containsEntry("https://slack.com/team_id", "T1");
  }

  @Test
  void theSameUserIdInAnotherWorkspaceIsAnotherPerson() {
    String before = profile().id();
    userInfo.put("https://slack.com/team_id", "T2");

    assertThat(before).isEqualTo("T1-U1");
    assertThat(profile().id()).isEqualTo("T2-U1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "https://slack.com/team_id"})
  void bothHalvesOfTheIdentityAreNeeded(String claim) {
    userInfo.remove(claim);

    Failure.with(ConnectorError.INVALID_RESPONSE, this::profile);
  }

  @Test
  void onlyMembersOfTheWorkspaceMaySignIn() {
    var member = new Claims(Map.of("https://slack.com/team_id", "T1"));
    SlackProfile.requireMember(member, Optional.of("T1"));
    SlackProfile.requireMember(member, Optional.empty());

    for (Claims other :
        List.of(new Claims(Map.of("https://slack.com/team_id", "T2")), Claims.NONE)) {
      Failure.with(
          ConnectorError.ACCOUNT_NOT_ALLOWED,
          () -> SlackProfile.requireMember(other, Optional.of("T1")));
    }
  }

  @Test
  void anAddressIsVerifiedOnlyWhenSlackSaysSo() {
    userInfo.put("email_verified", false);
    assertThat(profile().emailVerified()).isFalse();

    userInfo.remove("email_verified");
    assertThat(profile().emailVerified()).isFalse();
  }

  private UserProfile profile() {
    return SlackProfile.of(Said.of(userInfo, userInfo));
  }
}
