package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.RevocationRequest.Kind;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A revocation has happened when the provider said so. */
class RevocationTest {

  private final Provider provider = new Provider();
  private final OAuthConnector connector =
      provider
          .describe()
          .endpoints(Provider.endpoints().withRevocation(URI.create(Provider.ISSUER + "/revoke")))
          .build();

  @ParameterizedTest
  @EnumSource
  void succeedsWhenTheProviderSaysSo(Kind kind) {
    provider.http.on("/revoke", 200, "");

    assertThatCode(() -> revoke(kind)).doesNotThrowAnyException();
    assertThat(ScriptedHttp.form(provider.http.at("/revoke").get(0)))
        .containsEntry("token", "canary-token")
        .containsEntry("token_type_hint", kind.hint());
  }

  @ParameterizedTest
  @CsvSource({
    "204,'',INVALID_RESPONSE",
    "302,'',INVALID_RESPONSE",
    "400,'{\"error\":\"unsupported_token_type\"}',AUTHORIZATION_FAILED",
    "400,'{\"error\":\"invalid_request\"}',AUTHORIZATION_FAILED",
    "401,'{\"error\":\"invalid_client\"}',INVALID_CONFIG",
    "404,<html>,INVALID_RESPONSE",
    "429,'',RATE_LIMITED",
    "500,'',UNAVAILABLE",
    "503,'',UNAVAILABLE"
  })
  void failsOtherwise(int status, String body, ConnectorError error) {
    provider.http.on("/revoke", status, body);

    Failing.with(error, () -> revoke(Kind.REFRESH_TOKEN));
    assertThat(provider.http.at("/revoke")).hasSize(1);
  }

  @Test
  void failsWhenNobodyAnswers() {
    provider.http.on(
        "/revoke",
        () -> {
          throw ConnectorException.of(ConnectorError.TIMEOUT).build();
        });

    Failing.with(ConnectorError.TIMEOUT, () -> revoke(Kind.ACCESS_TOKEN));
  }

  private void revoke(Kind kind) {
    connector.revoke(new RevocationRequest(Secret.of("canary-token"), kind));
  }
}
