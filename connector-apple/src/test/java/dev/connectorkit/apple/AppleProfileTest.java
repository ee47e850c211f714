package dev.connectorkit.apple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.Said;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppleProfileTest {

  private final Map<String, Object> claims =
      new HashMap<>(
          Map.of(
              "sub", "001473.fd1d.1207",
              "email", "ada@people.example",
              "email_verified", "true",
              "is_private_email", "false"));

  @Test
  void theIdTokenTellsAllButTheName() {
    UserProfile profile = profile(Map.of());

    assertThat(profile.id()).isEqualTo("001473.fd1d.1207");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.name()).isEmpty();
    assertThat(profile.raw()).containsEntry("is_private_email", "false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":{\"firstName\":\"Ada\",\"lastName\":\"Example\"}} | Ada Example",
        "{\"name\":{\"firstName\":\" Ada \",\"lastName\":\"\"}} | Ada",
        "{\"name\":{\"lastName\":\"Example\"},\"x\":1} | Example"
      })
  void theNameComesWithTheFirstCallback(String user, String name) {
    assertThat(profile(Map.of("user", user)).name()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{\"name\":\"Ada\"}",
        "{\"name\":{\"firstName\":7}}",
        "{}",
        " "
      })
  void aNameThatIsNoneCountsAsNotTold(String user) {
    assertThat(profile(Map.of("user", user)).name()).isEmpty();
  }

  @Test
  void aNameOfAnyLengthIsNotTaken() {
    String user = "{\"name\":{\"firstName\":\"" + "a".repeat(10_000) + "\"}}";

    assertThat(profile(Map.of("user", user)).name()).isEmpty();
  }

  @Test
  void whatTheBrowserPostsIsNeitherAddressNorIdentity() {
    UserProfile profile =
        profile(
            Map.of(
                "user",
                "{\"email\":\"victim@people.example\",\"sub\":\"victim\",\"name\":{\"firstName\":\"V\"}}"));

    assertThat(profile.id()).isEqualTo("001473.fd1d.1207");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.raw()).doesNotContainValue("victim");
  }

  @Test
  void anAddressThatAppleDoesNotVouchForIsNotVerified() {
    claims.put("email_verified", "false");
    assertThat(profile(Map.of()).emailVerified()).isFalse();

    claims.remove("email_verified");
    assertThat(profile(Map.of()).emailVerified()).isFalse();
  }

  @Test
  void withoutASubjectThereIsNobody() {
    claims.remove("sub");

    Failure.with(ConnectorError.INVALID_RESPONSE, () -> profile(Map.of()));
  }

  private UserProfile profile(Map<String, String> callback) {
    var parameters = new HashMap<String, List<String>>();
    callback.forEach((name, value) -> parameters.put(name, List.of(value)));
    return AppleProfile.of(
        new ProfileSource(
            Claims.NONE,
            new Claims(claims),
            new AuthorizationResponse(parameters),
            Said.userInfo(Map.of()).tokens()));
  }
}
