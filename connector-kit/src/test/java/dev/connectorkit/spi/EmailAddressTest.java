package dev.connectorkit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.BadInputs;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  static Stream<Arguments> badAddresses() {
    return BadInputs.of("email-addresses.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAddresses")
  void isNotTakenFrom(String why, String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@people.example",
        "Ada.Lovelace+tag_1@sub.people-1.example",
        "o'brien!#$%&*/=?^`{|}~@people.example",
        "josé@bücher.example",
        "用户@例子.广告",
        "अजय@डाटा.भारत",
        "a@b"
      })
  void isKeptAsItWasWritten(String text) {
    assertThat(EmailAddress.parse(text)).contains(text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAddresses")
  void isHeldAgainstEveryProfileAlsoOfAConnectorThatDoesNotCare(String why, String text) {
    UserProfile profile = UserProfile.builder("u1").email(Optional.of(text), true).build();

    assertThat(profile.email()).isEmpty();
    assertThat(profile.emailVerified()).isFalse();
    assertThatThrownBy(
            () ->
                new UserProfile(
                    "u1",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(text),
                    true,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    java.util.Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(text);
  }

  @Test
  void isReadInTimeThatDoesNotDependOnItsTricks() {
    assertThat(EmailAddress.parse("a".repeat(1_000_000))).isEmpty();
    assertThat(EmailAddress.parse("@".repeat(100_000))).isEmpty();
  }
}
