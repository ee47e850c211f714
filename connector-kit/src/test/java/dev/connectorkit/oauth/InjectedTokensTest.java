package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.SignIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that come through the browser, where anybody can put them. */
class InjectedTokensTest {

  private final Provider provider = new Provider();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token",
        "access_token,token_type,expires_in",
        "id_token",
        "id_token,access_token",
        "refresh_token",
        "assertion",
        "token",
        "response"
      })
  void doNotStandInForACode(String names) {
    for (ResponseMode mode : ResponseMode.values()) {
      OAuthConnector connector = provider.describe().responseMode(mode).build();
      Map<String, List<String>> callback = new HashMap<>(Map.of("state", List.of("s")));
      for (String name : names.split(",")) {
        callback.put(name, List.of("canary-injected"));
      }

      Failing.with(
          ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS,
          () -> connector.complete(new AuthorizationResponse(callback), Provider.begin(connector)));
    }
    assertThat(provider.http.requests).isEmpty();
  }

  @Test
  void countForNothingBesideACode() {
    OAuthConnector connector = provider.describe().scope("profile").build();

    SignIn signIn =
        connector.complete(
            new AuthorizationResponse(
                Map.of(
                    "code", List.of("canary-code"),
                    "state", List.of("s"),
                    "access_token", List.of("canary-injected"),
                    "id_token", List.of("canary-injected"))),
            Provider.begin(connector));

    assertThat(signIn.tokens().accessToken().reveal()).isEqualTo("canary-access");
    assertThat(signIn.tokens().idToken()).isEmpty();
    for (ProviderRequest request : provider.http.requests) {
      assertThat(request.headers().values()).noneMatch(value -> value.contains("injected"));
      assertThat(new String(request.body())).doesNotContain("injected");
    }
  }
}
