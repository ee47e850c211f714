package dev.connectorkit.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Failure;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosoftProfileTest {

  private static final String OID = "690222be-ff1a-4d56-abd1-7e4f7d38e474";
  private static final String TID = "7f3c1a52-94d8-4b0e-8a6d-2c51e09f7b34";

  private final Map<String, Object> claims =
      new HashMap<>(
          Map.of(
              "sub", "pairwise",
              "oid", OID,
              "tid", TID,
              "name", "Ada Example",
              "preferred_username", "ada@contoso.example",
              "email", "ada@people.example"));

  @Test
  void aPersonIsTheObjectInItsTenant() {
    UserProfile profile = profile();

    assertThat(profile.id()).isEqualTo(OID + "." + TID);
    assertThat(profile.username()).contains("ada@contoso.example");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.raw()).containsEntry("sub", "pairwise");
  }

  @Test
  void theSameObjectInAnotherTenantIsAnotherPerson() {
    String before = profile().id();
    claims.put("tid", FakeEntra.OTHER_TENANT);

    assertThat(profile().id()).isNotEqualTo(before);
  }

  @Test
  void anAddressIsNeverVerifiedByItself() {
    claims.put("email_verified", true);

    assertThat(profile().email()).contains("ada@people.example");
    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void anAddressWhoseDomainWasCheckedIsVerified() {
    claims.put("xms_edov", true);
    assertThat(profile().emailVerified()).isTrue();

    claims.put("xms_edov", false);
    assertThat(profile().emailVerified()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oid", "tid"})
  void withoutItsTwoIdentifiersThereIsNobody(String claim) {
    claims.remove(claim);

    Failure.with(ConnectorError.INVALID_RESPONSE, this::profile);
  }

  private UserProfile profile() {
    return MicrosoftProfile.of(new Claims(claims));
  }
}
