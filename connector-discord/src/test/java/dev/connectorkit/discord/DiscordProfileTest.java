package dev.connectorkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.Said;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordProfileTest {

  private static final String ID = "80351110224678912";

  private final Map<String, Object> user =
      new HashMap<>(
          Map.of(
              "id", ID,
              "username", "ada",
              "discriminator", "0",
              "global_name", "Ada Example",
              "avatar", "8342729096ea3675442027381ff50dfe",
              "locale", "en-GB",
              "email", "ada@people.example",
              "verified", true));

  @Test
  void mapsEveryMember() {
    UserProfile profile = profile();

    assertThat(profile.id()).isEqualTo(ID);
    assertThat(profile.username()).contains("ada");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.locale()).contains("en-GB");
    assertThat(profile.raw()).containsEntry("discriminator", "0");
  }

  @ParameterizedTest
  @CsvSource({"8342729096ea3675442027381ff50dfe,.png", "a_8342729096ea3675442027381ff50dfe,.gif"})
  void thePictureIsFoundByIdAndHash(String hash, String end) {
    user.put("avatar", hash);

    assertThat(profile().avatar())
        .contains(URI.create("https://cdn.discordapp.com/avatars/" + ID + "/" + hash + end));
  }

  @ParameterizedTest
  @CsvSource({
    // 80351110224678912 >> 22 is 19157197529, and its remainder by 6 is 5.
    "0,5",
    "0000,5",
    ",5",
    "rubbish,5",
    "1337,2",
    "0042,2",
    "9999,4"
  })
  void whoHasNoPictureHasAStandardOne(String discriminator, int picture) {
    user.put("avatar", null);
    user.put("discriminator", discriminator);

    assertThat(profile().avatar())
        .contains(URI.create("https://cdn.discordapp.com/embed/avatars/" + picture + ".png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../attachments/1/2", "a b", "x?y=z", "x#y", "%2e%2e", ""})
  void aHashThatWouldLeadElsewhereIsNotUsed(String hash) {
    user.put("avatar", hash);

    assertThat(profile().avatar().orElseThrow())
        .hasToString("https://cdn.discordapp.com/embed/avatars/5.png");
  }

  @Test
  void anIdThatIsNoNumberHasNoPicture() {
    user.put("id", "../x");

    assertThat(profile().avatar()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"18446744073709551615,3", "99999999999999999999,0"})
  void theLargestIdsHaveAPictureToo(String id, int picture) {
    user.put("id", id);
    user.put("avatar", null);

    assertThat(profile().avatar().orElseThrow().getPath())
        .isEqualTo("/embed/avatars/" + picture + ".png");
  }

  @Test
  void anAddressThatIsNotVerifiedIsLeftOut() {
    user.put("verified", false);
    assertThat(profile().email()).isEmpty();
    assertThat(profile().emailVerified()).isFalse();

    user.remove("verified");
    assertThat(profile().email()).isEmpty();
  }

  @Test
  void verifiedWithoutAnAddressIsNothing() {
    user.put("email", null);

    assertThat(profile().email()).isEmpty();
    assertThat(profile().emailVerified()).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void aMissingNameFallsBackToTheUsername(String name) {
    user.put("global_name", name);

    assertThat(profile().name()).contains("ada");
  }

  @Test
  void theUsernameIsNoIdentity() {
    user.remove("id");

    Failure.with(ConnectorError.INVALID_RESPONSE, this::profile);
  }

  private UserProfile profile() {
    return DiscordProfile.of(Said.userInfo(user));
  }
}
