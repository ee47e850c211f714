package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.TokenSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token responses that fuzzing, and thinking like it, came up with. */
@Timeout(30)
class TokenResponseTest {

  private final Provider provider = new Provider();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=canary%zz",
        "access_token=canary%",
        "access_token=canary%4",
        "%zz=x&access_token=canary",
        "access_token=canary&scope=%-1"
      })
  void aFormWithABrokenEscapeIsTypedAndNotQuoted(String body) {
    provider.http.on("/token", 200, body);

    Failing.with(ConnectorError.INVALID_RESPONSE, () -> complete(TokenResponseReader.FORM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\r\\nX: y", "\\u0000", "\\u007f", "\\u00e9", "\\u2028", "\\ud83d\\ude00"})
  void anAccessTokenThatNoHeaderCanCarryIsRefused(String written) {
    provider.http.on("/token", 200, "{\"access_token\":\"canary" + written + "\"}");

    Failing.with(ConnectorError.INVALID_RESPONSE, () -> complete(TokenResponseReader.JSON));
    assertThat(provider.http.at("/userinfo")).isEmpty();
  }

  @Test
  void everyPrintableCharacterMayBeInAnAccessToken() {
    provider.http.on("/token", 200, "{\"access_token\":\"a !#$%&'()*+,-./:;<=>?@[]^_`{|}~\"}");

    assertThat(complete(TokenResponseReader.JSON).accessToken().reveal()).startsWith("a !#$");
  }

  @Test
  void aLifetimeOfAMillionDigitsIsNotReckonedWith() {
    String digits = "9".repeat(1_000_000);
    provider.http.on(
        "/token", 200, "{\"access_token\":\"canary\",\"expires_in\":\"" + digits + "\"}");
    assertThat(complete(TokenResponseReader.JSON).expiresAt()).isEmpty();

    provider.http.on("/token", 200, "access_token=canary&expires_in=" + digits);
    assertThat(complete(TokenResponseReader.FORM).expiresAt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e2147483647", "\"1E+2147483647\"", "1e999999999"})
  void aLifetimeWithoutAnEndCountsAsNotSaid(String written) {
    provider.http.on("/token", 200, "{\"access_token\":\"canary\",\"expires_in\":" + written + "}");

    assertThat(complete(TokenResponseReader.JSON).expiresAt()).isEmpty();
  }

  private TokenSet complete(TokenResponseReader reader) {
    OAuthConnector connector = provider.describe().scope("profile").tokenResponse(reader).build();
    return connector.complete(Provider.callback(), Provider.begin(connector)).tokens();
  }
}
