package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.RevocationRequest.Kind;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that does not accept the client: the operator is told which fields to look at. */
class RefusedClientTest {

  private static final Secret TEXT = Secret.of("canary-".repeat(10));

  private final Provider provider = new Provider();

  @ParameterizedTest
  @CsvSource({
    "client_secret_basic,clientSecret",
    "client_secret_post,clientSecret",
    "client_secret_jwt,clientSecret",
    "private_key_jwt,privateKey"
  })
  void whatTheClientProvesItselfByIsNamed(String method, String property) {
    ConnectorException refused = refused(method, 401, "invalid_client");

    assertThat(refused.problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/clientId", "/" + property);
    assertThat(refused)
        .hasMessageContaining("clientId and " + property)
        .hasMessageContaining("client authentication");
  }

  @Test
  void aPublicClientHasNothingButItsName() {
    assertThat(refused("none", 400, "invalid_client").problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/clientId");
  }

  /** Keycloak's answer to a wrong secret. */
  @Test
  void anotherCodeForTheSameIsKnownByItsStatus() {
    assertThat(refused("client_secret_basic", 401, "unauthorized_client").problems()).hasSize(2);
  }

  /** RFC 6749 §5.2: the client is known, and may not do this. */
  @Test
  void aClientThatMayNotDoSomethingHasTheRightSecret() {
    assertThat(refused("client_secret_basic", 400, "unauthorized_client").problems()).isEmpty();
  }

  @Test
  void aRefusedRevocationNamesThemAlso() {
    provider.http.on("/revoke", 401, "{\"error\":\"invalid_client\"}");
    OAuthConnector connector =
        provider
            .describe()
            .endpoints(Provider.endpoints().withRevocation(URI.create("https://op.example/revoke")))
            .client(client("client_secret_basic"))
            .build();

    ConnectorException refused =
        Failing.with(
            ConnectorError.INVALID_CONFIG,
            () -> connector.revoke(new RevocationRequest(TEXT, Kind.ACCESS_TOKEN)));

    assertThat(refused.problems()).hasSize(2);
  }

  @Test
  void aClientOfUnknownOriginIsRefusedWithoutNames() {
    provider.http.on("/token", 401, "{\"error\":\"invalid_client\"}");
    OAuthConnector connector = provider.describe().build();

    assertThat(signIn(connector).problems()).isEmpty();
  }

  private ConnectorException refused(String method, int status, String code) {
    provider.http.on("/token", status, "{\"error\":\"" + code + "\"}");
    return signIn(provider.describe().client(client(method)).build());
  }

  private static ConnectorException signIn(OAuthConnector connector) {
    return Failing.with(
        ConnectorError.INVALID_CONFIG,
        () -> connector.complete(Provider.callback(), Provider.begin(connector)));
  }

  private static ClientAuthentication client(String method) {
    var values = new HashMap<String, Object>();
    values.put("clientId", Provider.CLIENT);
    values.put("clientAuthentication", method);
    values.put("clientSecret", TEXT);
    values.put("privateKey", Secret.of(Provider.newKey("k").toJSONString()));
    return ClientAuthentication.configured(new ConnectorConfig(values));
  }
}
