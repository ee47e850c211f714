package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimMappingTest {

  private final Map<String, String> pointers = new HashMap<>(Map.of("id", "/id"));

  @Test
  void readsEveryMemberFromWhereItStands() {
    pointers.putAll(
        Map.of(
            "id", "/data/user/key",
            "username", "/data/login",
            "name", "/data/names/1",
            "email", "/mail~1address",
            "emailVerified", "/mail~0ok",
            "phone", "/phone",
            "phoneVerified", "/phoneOk",
            "avatar", "/data/picture",
            "profileUrl", "/data/page",
            "locale", "/lang"));
    var document =
        new HashMap<String, Object>(
            Map.of(
                "data",
                Map.of(
                    "user", Map.of("key", 9007199254740993L),
                    "login", "ada",
                    "names", List.of("A", "Ada Example"),
                    "picture", "https://op.example/ada.png",
                    "page", "https://op.example/ada"),
                "mail/address",
                "ada@people.example",
                "mail~ok",
                "true",
                "phone",
                "+44 1",
                "phoneOk",
                true,
                "lang",
                "en"));

    UserProfile profile = profile(document);

    assertThat(profile.id()).isEqualTo("9007199254740993");
    assertThat(profile.username()).contains("ada");
    assertThat(profile.name()).contains("Ada Example");
    assertThat(profile.email()).contains("ada@people.example");
    assertThat(profile.emailVerified()).isTrue();
    assertThat(profile.phone()).contains("+44 1");
    assertThat(profile.phoneVerified()).isTrue();
    assertThat(profile.avatar()).contains(URI.create("https://op.example/ada.png"));
    assertThat(profile.profileUrl()).contains(URI.create("https://op.example/ada"));
    assertThat(profile.locale()).contains("en");
    assertThat(profile.raw()).containsOnlyKeys(document.keySet());
  }

  @Test
  void whatIsNotThereIsAbsent() {
    pointers.putAll(
        Map.of(
            "username", "/list/7",
            "name", "/list/x",
            "email", "/id/deeper",
            "phone", "/list/01",
            "locale", "/absent/deeper"));

    UserProfile profile = profile(Map.of("id", "u", "list", List.of("a")));

    assertThat(profile.username()).isEmpty();
    assertThat(profile.name()).isEmpty();
    assertThat(profile.email()).isEmpty();
    assertThat(profile.emailVerified()).isFalse();
    assertThat(profile.phone()).isEmpty();
    assertThat(profile.locale()).isEmpty();
  }

  @Test
  void withoutAnIdentifierThereIsNobody() {
    Failing.with(ConnectorError.INVALID_RESPONSE, () -> profile(Map.of("sub", "u")));
    Failing.with(ConnectorError.INVALID_RESPONSE, () -> profile(Map.of("id", Map.of())));
  }

  @Test
  void aTrustedAddressIsVerifiedUnlessTheProviderDeniesIt() {
    pointers.putAll(Map.of("email", "/email", "emailVerified", "/ok"));
    var mapping = mapping().trustingEmail(true);

    assertThat(emailVerified(mapping, Map.of("id", "u", "email", "a@b.example"))).isTrue();
    assertThat(emailVerified(mapping, Map.of("id", "u", "email", "a@b.example", "ok", false)))
        .isFalse();
    assertThat(emailVerified(mapping, Map.of("id", "u"))).isFalse();
    assertThat(emailVerified(mapping(), Map.of("id", "u", "email", "a@b.example"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "~", "/a~2", "/~", "#/a"})
  void aTextThatIsNoPointerIsRefused(String text) {
    pointers.put("email", text);

    assertThat(Failing.with(ConnectorError.INVALID_CONFIG, this::mapping))
        .hasMessageContaining("email");
  }

  @Test
  void aVeryLongPointerLeadsNowhere() {
    pointers.put("name", "/a".repeat(20_000));

    assertThat(profile(Map.of("id", "u")).name()).isEmpty();
  }

  private ClaimMapping mapping() {
    return ClaimMapping.of(member -> Optional.ofNullable(pointers.get(member)));
  }

  private UserProfile profile(Map<String, Object> document) {
    return mapping().profile(new Claims(document));
  }

  private static boolean emailVerified(ClaimMapping mapping, Map<String, Object> document) {
    return mapping.profile(new Claims(document)).emailVerified();
  }
}
