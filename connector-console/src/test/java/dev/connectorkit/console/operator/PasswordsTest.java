package dev.connectorkit.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  private static final String PASSWORD = "four words of nobody";

  private final Passwords passwords = new Passwords(PasswordCost.RECOMMENDED);

  @Test
  void aPasswordFitsItsOwnHashAlone() {
    String hash = passwords.hash(PASSWORD);

    assertThat(passwords.fits(PASSWORD, Optional.of(hash))).isTrue();
    assertThat(passwords.fits(PASSWORD + "!", Optional.of(hash))).isFalse();
  }

  @Test
  void whatStandsForAnAccountThatIsNotThereCostsTheSame() {
    String nobodys = passwords.nobodys();
    String somebodys = passwords.hash(PASSWORD);

    assertThat(Argon2Function.getInstanceFromHash(nobodys))
        .isEqualTo(Argon2Function.getInstanceFromHash(somebodys));
    assertThat(nobodys).hasSameSizeAs(somebodys);
    assertThat(nobodys.replaceAll("[^$]+\\$[^$]+$", ""))
        .isEqualTo(somebodys.replaceAll("[^$]+\\$[^$]+$", ""));
  }

  @Test
  void nobodySignsInWithoutAnAccount() {
    assertThat(passwords.fits(PASSWORD, Optional.empty())).isFalse();
    assertThat(passwords.fits("", Optional.empty())).isFalse();
  }
}
