package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.BadInputs;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.UserProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a provider says of a person is text: nothing is run, resolved or loaded for it. */
class ProviderTextsTest {

  private final Provider provider = new Provider();
  private final OAuthConnector connector = provider.describe().scope("profile").build();

  static Stream<Arguments> texts() {
    return BadInputs.of("texts.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void stayTextInAProfile(String why, String text) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", text);
    claims.put("name", text);
    claims.put("preferred_username", text);
    claims.put("locale", text);
    claims.put("picture", text);
    claims.put("profile", text);
    claims.put("groups", List.of(text));
    provider.http.on("/userinfo", 200, Provider.json(claims));

    UserProfile profile =
        connector.complete(Provider.callback(), Provider.begin(connector)).profile();

    assertThat(profile.id()).isEqualTo(text);
    assertThat(profile.name()).contains(text);
    assertThat(profile.username()).contains(text);
    assertThat(profile.raw()).isEqualTo(claims);
    assertThat(profile.avatar()).isEmpty();
    assertThat(profile.profileUrl()).isEmpty();
    assertThat(provider.http.requests).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void areCleanedInAnError(String why, String text) {
    for (String name : List.of("error", "error_description")) {
      Map<String, List<String>> callback = new LinkedHashMap<>();
      callback.put("error", List.of("server_error"));
      callback.put("state", List.of(text));
      callback.put(name, List.of(text));
      ConnectorException failed =
          Failing.with(
              ConnectorError.AUTHORIZATION_FAILED,
              () ->
                  connector.complete(
                      new AuthorizationResponse(callback), Provider.begin(connector)));

      assertThat(failed.getMessage()).doesNotContain(text);
      for (String shown :
          List.of(
              failed.providerError().orElse(""), failed.providerErrorDescription().orElse(""))) {
        assertThat(shown).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
        assertThat(shown).hasSizeLessThanOrEqualTo(300);
      }
    }
  }

  @Test
  void aTypeNamedInJsonLoadsNoClass() {
    provider.http.on(
        "/userinfo",
        200,
        """
        {"sub": "u1",
         "@type": "dev.connectorkit.oauth.ProviderTextsTest$Trap",
         "@class": "dev.connectorkit.oauth.ProviderTextsTest$Trap",
         "name": {"@class": "dev.connectorkit.oauth.ProviderTextsTest$Trap"},
         "picture": ["dev.connectorkit.oauth.ProviderTextsTest$Trap", {"x": 1}],
         "__proto__": {"admin": true}}
        """);

    UserProfile profile =
        connector.complete(Provider.callback(), Provider.begin(connector)).profile();

    assertThat(profile.raw().get("name"))
        .isEqualTo(Map.of("@class", "dev.connectorkit.oauth.ProviderTextsTest$Trap"));
    assertThat(profile.name()).isEmpty();
    assertThat(System.getProperty("connector.test.trap")).isNull();
  }

  /** Tells when anybody initialises it. */
  static final class Trap {
    static {
      System.setProperty("connector.test.trap", "sprung");
    }
  }
}
