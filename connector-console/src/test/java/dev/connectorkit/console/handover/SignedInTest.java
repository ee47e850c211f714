package dev.connectorkit.console.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an application is told of a person. */
class SignedInTest {

  @Test
  void noTwoPeopleHaveTheSameSubject() {
    assertThat(SignedIn.subject("github", "1")).isEqualTo("github:1");
    List<String> ids =
        List.of("1", ":1", " 1", "1 ", "é", "x".repeat(180), "x".repeat(181), Opaque.hash("é"));
    assertThat(ids.stream().map(id -> SignedIn.subject("github", id)).distinct())
        .hasSize(ids.size())
        .allMatch(subject -> subject.matches("[!-~]{1,255}"));
    assertThat(SignedIn.subject("github", ":" + Opaque.hash("é")))
        .isNotEqualTo(SignedIn.subject("github", "é"));
  }

  @Test
  void whatNobodyVerifiedIsNotCalledVerifiedAndWhatIsEndlessIsLeftOut() {
    UserProfile profile =
        UserProfile.builder("1")
            .name(Optional.of("x".repeat(3_000)))
            .email(Optional.of("ada@shop.example"), false)
            .raw(Map.of("secret", "canary"))
            .build();

    Map<String, Object> claims = SignedIn.of(completed(profile), Instant.EPOCH).claims();

    assertThat(claims)
        .containsEntry("email", "ada@shop.example")
        .containsEntry("email_verified", false)
        .doesNotContainKeys("name", "phone_number", "phone_number_verified");
    assertThat(claims.toString()).doesNotContain("canary");
  }

  private static CompletedSignIn completed(UserProfile profile) {
    return new CompletedSignIn(
        "one",
        "github",
        profile,
        new TokenSet(
            Secret.of("provider's"),
            "Bearer",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of()));
  }
}
