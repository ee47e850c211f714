package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.Said;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ${className}ProfileTest {

  private final Map<String, Object> userInfo =
      new HashMap<>(
          Map.of(
#if($protocol == "oauth2")
              "id", 20394857,
              "login", "ada",
              "name", "Ada Example",
              "avatar_url", "${providerUrl}/avatars/ada.png",
#else
              "sub", "20394857",
              "preferred_username", "ada",
              "name", "Ada Example",
              "picture", "${providerUrl}/avatars/ada.png",
#end
              "email", "ada@people.example",
              "email_verified", true));

  @Test
  void mapsEveryClaim() {
    UserProfile profile = profile();

    assertThat(profile.id()).isEqualTo("20394857");
    assertThat(profile.username()).contains("ada");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.avatar()).contains(URI.create("${providerUrl}/avatars/ada.png"));
  }

  @Test
  void anAddressIsVerifiedOnlyWhenTheProviderSaysSo() {
    userInfo.remove("email_verified");

    assertThat(profile().emailVerified()).isFalse();
  }

  @Test
  void withoutAnIdentifierThereIsNobody() {
#if($protocol == "oauth2")
    userInfo.remove("id");
#else
    userInfo.remove("sub");
#end

    Failure.with(ConnectorError.INVALID_RESPONSE, this::profile);
  }

  private UserProfile profile() {
    return ${className}Profile.of(Said.userInfo(userInfo));
  }
}
