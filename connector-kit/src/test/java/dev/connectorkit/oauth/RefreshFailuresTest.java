package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the provider's own word ends a refresh token; whatever else goes wrong keeps it. */
class RefreshFailuresTest {

  private final Provider provider = new Provider();
  private final OAuthConnector connector = provider.describe().scope("profile").build();
  private final RefreshRequest request =
      new RefreshRequest(Secret.of("canary-old"), Optional.of("u1"), Set.of("profile"));

  @ParameterizedTest
  @CsvSource({
    "500,{},UNAVAILABLE",
    "502,<html>,UNAVAILABLE",
    "503,'{\"error\":\"invalid_grant\"}',UNAVAILABLE",
    "429,'{\"error\":\"invalid_grant\"}',RATE_LIMITED"
  })
  void aProviderInTroubleIsAskedAgainWithTheSameToken(
      int status, String body, ConnectorError error) {
    provider.http.on("/token", status, body);

    ConnectorException failed = Failing.with(error, () -> connector.refresh(request));

    assertThat(failed.error().retryable()).isTrue();
    assertThat(provider.http.at("/token")).hasSize(1);
    canBeTriedAgain();
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMEOUT", "UNAVAILABLE", "STOPPED", "OVERLOADED"})
  void aCallThatDidNotComeThroughIsTriedAgainWithTheSameToken(ConnectorError error) {
    provider.http.on(
        "/token",
        () -> {
          throw ConnectorException.of(error).build();
        });

    assertThat(Failing.with(error, () -> connector.refresh(request)).error().retryable()).isTrue();
    assertThat(provider.http.at("/token")).hasSize(1);
    canBeTriedAgain();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "{\"access_token\":1}"})
  void anAnswerThatCannotBeReadDoesNotSayThatTheTokenIsDead(String body) {
    provider.http.on("/token", 200, body);

    Failing.with(ConnectorError.INVALID_RESPONSE, () -> connector.refresh(request));
    assertThat(provider.http.at("/token")).hasSize(1);
  }

  @Test
  void aRefusalOfTheTokenIsTheOneThatEndsIt() {
    provider.http.on("/token", 400, "{\"error\":\"invalid_grant\"}");

    ConnectorException ended =
        Failing.with(ConnectorError.TOKEN_INVALID, () -> connector.refresh(request));
    assertThat(ended.error().retryable()).isFalse();
  }

  @Test
  void aRefusalOfTheClientIsNotARefusalOfTheToken() {
    provider.http.on("/token", 401, "{\"error\":\"invalid_client\"}");

    Failing.with(ConnectorError.INVALID_CONFIG, () -> connector.refresh(request));
  }

  private void canBeTriedAgain() {
    provider.http.on("/token", 200, "{\"access_token\":\"canary-access\"}");
    TokenSet renewed = connector.refresh(request);
    assertThat(renewed.refreshToken()).contains(request.refreshToken());
    assertThat(ScriptedHttp.form(provider.http.at("/token").get(1)))
        .containsEntry("refresh_token", "canary-old");
  }
}
