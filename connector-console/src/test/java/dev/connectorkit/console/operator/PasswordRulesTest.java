package dev.connectorkit.console.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords an operator may take. */
class PasswordRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "several long words",
        "correct horse battery staple",
        "tXq7w-2fkP-9z",
        "schöne lange Wörter",
        "пароль из многих слов",
        "kit and connector are words, too",
        "mountains of norway"
      })
  void oneThatIsHardToGuessIsTaken(String password) {
    PasswordRules.check(password, "ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234",
        "Password123!",
        "P@ssw0rd!2345",
        "passwordpassword",
        "iloveyou1234",
        "qwertyuiop123",
        "1qaz2wsx3edc",
        "123456789012",
        "trustno1trustno1",
        "football2024",
        "Administrator1",
        "changeme1234",
        "drowssap4321",
        "abababababababab"
      })
  void oneThatLeakedOrIsCloseToOneIsRefusedWithWhatToDo(String password) {
    assertThat(refusal(password, "ada"))
        .contains("common one that leaked", "Take several words")
        .doesNotContain(password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grace", "grace@lovelace.example", "Grace-Lovelace", "GRACE"})
  void oneWithTheOperatorsNameIsRefusedHoweverItIsWritten(String name) {
    assertThat(refusal("hard to guess: g.R a-c e", name)).contains("your name", "Leave the name");
  }

  @Test
  void aPartOfANameThatIsInManyWordsByChanceIsNoReason() {
    PasswordRules.check("companies of twelve", "al@x.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connectorkit of mine, hard to guess",
        "the best Connector-Kit ever",
        "Connector Kit 4711 zebra"
      })
  void oneWithTheProductsNameIsRefused(String password) {
    assertThat(refusal(password, "ada")).contains("name of this product", "Leave it out");
  }

  @Test
  void aLengthIsCountedAsPeopleDo() {
    assertThat(refusal("🔑🔑🔑🔑abcd7xy", "ada")).contains("at least 12 characters");
    PasswordRules.check("🔑🗝🔒🔓zebra 7xy", "ada");
    assertThat(refusal("zebra lamp ".repeat(12), "ada")).contains("at most 128 characters");
  }

  @Test
  void aLongOneIsGoodWhenAnyPartOfItIs() {
    PasswordRules.check("a".repeat(64) + "zebra lamp onion 4711", "ada");
    PasswordRules.check("zebra lamp onion quilt 4711 acid" + "a".repeat(64), "ada");
    assertThat(refusal("password".repeat(16), "ada")).contains("common one that leaked");
  }

  @Test
  @Timeout(60)
  void oneMadeToBeSlowIsNot() {
    // Each sign can stand for several letters, and each choice is tried.
    String signs = "4@8({[<369!1|7$5+%20x".repeat(7).substring(0, 128);

    PasswordRules.check(signs, "ada");
  }

  private static String refusal(String password, String name) {
    ConsoleException refusal =
        catchThrowableOfType(ConsoleException.class, () -> PasswordRules.check(password, name));
    assertThat(refusal).as(password).isNotNull();
    assertThat(refusal.error()).isEqualTo(ConsoleError.INVALID);
    return String.valueOf(refusal.getMessage());
  }
}
