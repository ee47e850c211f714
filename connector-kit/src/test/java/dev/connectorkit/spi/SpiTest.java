package dev.connectorkit.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiTest {

  @Test
  void nothingThatHoldsASecretPrintsIt() {
    Secret secret = Secret.of("canary");
    var session = new SignInSession(Map.of("code_verifier", "canary"));
    var tokens =
        new TokenSet(
            secret, "bearer", Optional.empty(), Optional.of(secret), Optional.of(secret), Set.of());
    var printed =
        List.of(
            secret,
            session,
            tokens,
            new Authorization(
                URI.create("https://op.example/a?state=canary"), session, ResponseMode.QUERY),
            new AuthorizationRequest("canary", URI.create("https://app.example/cb")),
            new AuthorizationResponse(Map.of("code", List.of("canary"))),
            new RefreshRequest(secret, Optional.empty(), Set.of()),
            new RevocationRequest(secret, RevocationRequest.Kind.ACCESS_TOKEN),
            new ConnectorConfig(Map.of("clientSecret", secret)),
            new SignIn(UserProfile.builder("id").name(Optional.of("canary")).build(), tokens),
            ProviderRequest.postForm(
                    URI.create("https://op.example/t?x=canary"), Map.of("code", "canary"))
                .header("Authorization", "canary"),
            new ProviderResponse(200, Map.of("X", List.of("canary")), "canary".getBytes(UTF_8)));

    assertThat(printed).extracting(Object::toString).noneMatch(text -> text.contains("canary"));
  }

  @Test
  void secretsCompareByTextAndTellNothingByHash() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("a")).hasSameHashCodeAs(Secret.of("b"));
    assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProviderTextIsCleanedAndCut() {
    ConnectorException failure =
        ConnectorException.of(ConnectorError.AUTHORIZATION_FAILED)
            .provider("a\r\nb", "x\u001b[31m\u202Ey".repeat(1000))
            .build();

    assertThat(failure.providerError()).contains("a  b");
    assertThat(failure.providerErrorDescription().orElseThrow())
        .hasSizeLessThanOrEqualTo(300)
        .doesNotContain("\u001b", "\u202E");
  }

  @Test
  void everyCodeHasACategoryAndAStatus() {
    assertThat(ConnectorError.values())
        .allSatisfy(
            error -> {
              assertThat(error.code()).matches("[a-z_]+");
              assertThat(error.httpStatus()).isBetween(400, 599);
            });
  }

  /** Codes of connector frameworks that authors come from, and what they are called here. */
  @ParameterizedTest
  @CsvSource({
    "general,UNEXPECTED",
    "invalid_metadata,INVALID_METADATA",
    "unexpected_type,UNEXPECTED_TYPE",
    "invalid_config_guard,INVALID_CONFIG_SCHEMA",
    "invalid_request_parameters,INVALID_REQUEST_PARAMETERS",
    "insufficient_request_parameters,INSUFFICIENT_REQUEST_PARAMETERS",
    "invalid_config,INVALID_CONFIG",
    "invalid_certificate,INVALID_CERTIFICATE",
    "invalid_response,INVALID_RESPONSE",
    "template_not_found,TEMPLATE_NOT_FOUND",
    "template_not_supported,TEMPLATE_NOT_SUPPORTED",
    "rate_limit_exceeded,RATE_LIMITED",
    "usage_limit_exceeded,USAGE_LIMIT_EXCEEDED",
    "not_implemented,NOT_SUPPORTED",
    "social_auth_code_invalid,CODE_INVALID",
    "social_invalid_access_token,TOKEN_INVALID",
    "social_invalid_id_token,ID_TOKEN_INVALID",
    "authorization_failed,AUTHORIZATION_FAILED"
  })
  void eachKnownCodeHasItsCounterpart(String known, ConnectorError ours) {
    assertThat(ours.code()).as(known).isNotBlank();
  }

  @Test
  void aProfileKeepsNullInItsRawDataAndCannotBeChanged() {
    Map<String, Object> raw = new HashMap<>();
    raw.put("orgs", null);
    raw.put("list", new ArrayList<>(List.of("a")));
    UserProfile profile = UserProfile.builder("id").raw(raw).build();
    raw.put("later", true);

    assertThat(profile.raw()).containsEntry("orgs", null).doesNotContainKey("later");
    assertThatThrownBy(() -> profile.raw().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) profile.raw().get("list")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anAbsentAddressIsNeverVerified() {
    assertThat(UserProfile.builder("id").email(Optional.empty(), true).build().emailVerified())
        .isFalse();
    assertThatThrownBy(() -> UserProfile.builder(" ").build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN,zhong", "zh-cn,zhong", "tr,tr", "ko-KR,ko", "fr,en", "en-GB,en"})
  void aTextIsFoundByLanguage(String wanted, String found) {
    var text = new LocalizedText(Map.of("en", "en", "zh-CN", "zhong", "tr", "tr", "ko", "ko"));

    assertThat(text.in(Locale.forLanguageTag(wanted))).isEqualTo(found);
  }

  @Test
  void aTextNeedsEnglishAndRealTags() {
    assertThatThrownBy(() -> new LocalizedText(Map.of("de", "x"))).hasMessageContaining("'en'");
    assertThatThrownBy(() -> new LocalizedText(Map.of("en", "x", "not a tag", "x")))
        .hasMessageContaining("language tag");
    assertThatThrownBy(() -> new LocalizedText(Map.of("en", " "))).hasMessageContaining("blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://p.example",
        "https://p.example/",
        "https://p.example/x",
        "https://u@p.example"
      })
  void anOriginIsBareAndHttps(String origin) {
    assertThatThrownBy(
            () ->
                ConnectorMetadata.builder("test")
                    .target("test")
                    .name(LocalizedText.english("x"))
                    .description(LocalizedText.english("x"))
                    .logo(new Logo("image/png", new byte[] {1}))
                    .readme("x")
                    .origins(URI.create(origin))
                    .build())
        .hasMessageContaining("is not an origin");
  }

  @Test
  void aConfigNamesThePropertyAndNeverItsValue() {
    var config = new ConnectorConfig(Map.of("n", "canary"));

    assertThatThrownBy(() -> config.flag("n"))
        .hasMessageContaining("'n'")
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> config.text("missing")).hasMessageContaining("'missing' is missing");
    assertThatThrownBy(() -> new ConnectorConfig(Map.of("s", Secret.of("x"))).text("s"))
        .isInstanceOf(ConnectorException.class);
  }

  @Test
  void anObjectOfTextsIsReadInOrder() {
    var texts = new LinkedHashMap<String, Object>();
    texts.put("z", "1");
    texts.put("a", "2");
    var config = new ConnectorConfig(Map.of("texts", texts, "mixed", Map.of("n", 1)));

    assertThat(config.textsByName("texts"))
        .containsExactly(Map.entry("z", "1"), Map.entry("a", "2"));
    assertThat(config.textsByName("absent")).isEmpty();
    assertThatThrownBy(() -> config.textsByName("mixed")).hasMessageContaining("'mixed'");
  }

  @Test
  void aFailureCanPointAtOneProperty() {
    ConnectorException failure =
        ConnectorException.ofProperty(ConnectorError.INVALID_CERTIFICATE, "key", "Give another.");

    assertThat(failure).hasMessage("Give another.");
    assertThat(failure.problems()).extracting(ConfigProblem::pointer).containsExactly("/key");
  }

  @Test
  void aRedirectUriIsAbsoluteAndWithoutFragment() {
    assertThatThrownBy(() -> new AuthorizationRequest("s", URI.create("/cb")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AuthorizationRequest("s", URI.create("https://a.example/#x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
