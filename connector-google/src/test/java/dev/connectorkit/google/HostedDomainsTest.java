package dev.connectorkit.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.testkit.plugin.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostedDomainsTest {

  private static final Claims PERSONAL = new Claims(Map.of("email", "ada@example.com"));
  private static final Claims MEMBER = new Claims(Map.of("hd", "Example.com"));
  private static final Claims STRANGER =
      new Claims(Map.of("hd", "evil.example", "email", "ada@example.com"));

  @Test
  void withoutDomainsEverybodyIsAdmitted() {
    var all = new HostedDomains(List.of());

    assertThat(all.parameter()).isEmpty();
    assertThatCode(() -> all.admit(PERSONAL)).doesNotThrowAnyException();
    assertThatCode(() -> all.admit(STRANGER)).doesNotThrowAnyException();
  }

  @Test
  void onlyTheSignedDomainCounts() {
    var one = new HostedDomains(List.of("example.com"));

    assertThat(one.parameter()).containsEntry("hd", "example.com");
    assertThatCode(() -> one.admit(MEMBER)).doesNotThrowAnyException();
    Failure.with(ConnectorError.ACCOUNT_NOT_ALLOWED, () -> one.admit(PERSONAL));
    Failure.with(ConnectorError.ACCOUNT_NOT_ALLOWED, () -> one.admit(STRANGER));
  }

  @Test
  void severalDomainsAndAnyDomainAreAskedForByAStar() {
    var several = new HostedDomains(List.of("example.org", "example.com"));
    assertThat(several.parameter()).containsEntry("hd", "*");
    assertThatCode(() -> several.admit(MEMBER)).doesNotThrowAnyException();
    Failure.with(ConnectorError.ACCOUNT_NOT_ALLOWED, () -> several.admit(STRANGER));

    var any = new HostedDomains(List.of("*"));
    assertThat(any.parameter()).containsEntry("hd", "*");
    assertThatCode(() -> any.admit(STRANGER)).doesNotThrowAnyException();
    Failure.with(ConnectorError.ACCOUNT_NOT_ALLOWED, () -> any.admit(PERSONAL));
  }
}
