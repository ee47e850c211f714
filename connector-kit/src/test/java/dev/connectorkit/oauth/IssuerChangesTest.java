package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A provider that changes what it says of itself while people sign in. */
class IssuerChangesTest {

  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final Duration DOCUMENT_KEPT = Duration.ofHours(1);

  private final Provider provider = new Provider();
  private final OAuthConnector connector =
      provider.describe().issuer(URI.create(Provider.ISSUER)).scope("profile").build();

  @Test
  void theCallbackMayBeginAndCeaseToNameItWhereNothingIsPromised() {
    publish(Provider.ISSUER, false);

    assertThat(complete(Optional.empty())).isEqualTo("u1");
    assertThat(complete(Optional.of(Provider.ISSUER))).isEqualTo("u1");
    assertThat(complete(Optional.empty())).isEqualTo("u1");
  }

  @Test
  void aPromiseHoldsFromTheNextReadingOfTheDocumentOn() {
    publish(Provider.ISSUER, false);
    assertThat(complete(Optional.empty())).isEqualTo("u1");

    publish(Provider.ISSUER, true);
    assertThat(complete(Optional.empty())).isEqualTo("u1");
    provider.clock.advance(DOCUMENT_KEPT);
    var refused = Failing.with(ConnectorError.ISSUER_MISMATCH, () -> complete(Optional.empty()));
    assertThat(refused).hasMessageContaining("lacks 'iss'").hasMessageContaining("let it pass");
    assertThat(complete(Optional.of(Provider.ISSUER))).isEqualTo("u1");

    publish(Provider.ISSUER, false);
    provider.clock.advance(DOCUMENT_KEPT);
    assertThat(complete(Optional.empty())).isEqualTo("u1");
  }

  @Test
  void aDiscoveryDocumentOfAnotherNameIsRefusedWithBoth() {
    publish("https://account.op.example", false);

    var refused = Failing.with(ConnectorError.INVALID_CONFIG, () -> complete(Optional.empty()));

    assertThat(refused)
        .hasMessageContaining("'https://account.op.example'")
        .hasMessageContaining("'" + Provider.ISSUER + "' is configured");
  }

  @Test
  void aCallbackOfAnotherNameIsRefusedWithBoth() {
    publish(Provider.ISSUER, false);

    var refused =
        Failing.with(
            ConnectorError.ISSUER_MISMATCH,
            () -> complete(Optional.of("https://account.op.example")));

    assertThat(refused)
        .hasMessageContaining("'https://account.op.example'")
        .hasMessageContaining("'" + Provider.ISSUER + "' was asked");
  }

  @Test
  void anIdTokenOfAnotherNameIsRefusedWithBoth() {
    OAuthConnector openid = provider.describe().build();
    SignInSession session = Provider.begin(openid);
    Map<String, Object> claims = provider.claims(session);
    claims.put("iss", "https://account.op.example");

    var refused =
        Failing.with(
            ConnectorError.ID_TOKEN_INVALID,
            () -> provider.signIn(openid, session, provider.sign(claims)));

    assertThat(refused)
        .hasMessageContaining("'https://account.op.example'")
        .hasMessageContaining("expected is '" + Provider.ISSUER + "'");
  }

  @Test
  void aNameThatIsNoneIsNotRepeated() {
    publish(Provider.ISSUER, false);
    for (String stated :
        List.of(
            "x\r\ncanary", "canary \u001b[2J", "canary'", "canary".repeat(100), "\u202ecanary")) {
      Failing.with(ConnectorError.ISSUER_MISMATCH, () -> complete(Optional.of(stated)));
    }
  }

  @Test
  void anotherIssuerIsAMatterOfTheConfig() {
    publish("https://account.op.example", false);
    OAuthConnector reconfigured =
        provider
            .describe()
            .issuer(URI.create("https://account.op.example"))
            .scope("profile")
            .build();

    assertThat(
            reconfigured.complete(Provider.callback(), Provider.begin(reconfigured)).profile().id())
        .isEqualTo("u1");
  }

  private void publish(String issuer, boolean promised) {
    provider.http.on(
        DISCOVERY,
        200,
        """
        {"issuer":"%s","authorization_endpoint":"https://op.example/authorize",
         "token_endpoint":"https://op.example/token",
         "userinfo_endpoint":"https://op.example/userinfo",
         "jwks_uri":"https://op.example/jwks",
         "authorization_response_iss_parameter_supported":%s}
        """
            .formatted(issuer, promised));
  }

  private String complete(Optional<String> issuer) {
    Map<String, List<String>> callback =
        new HashMap<>(Map.of("code", List.of("canary-code"), "state", List.of("s")));
    issuer.ifPresent(stated -> callback.put("iss", List.of(stated)));
    return connector
        .complete(new AuthorizationResponse(callback), Provider.begin(connector))
        .profile()
        .id();
  }
}
