package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one sign-in is bound to, seen from the connector: provider, client, redirect URI, proof. */
class OneProviderTest {

  private static final URI OTHER_TOKEN = URI.create("https://other.example/token");

  private final Provider provider = new Provider();
  private final OAuthConnector connector = provider.describe().scope("profile").build();

  @Test
  void aCodeIsNotSentToAProviderThatTheConfigNamesSince() {
    SignInSession begun = Provider.begin(connector);
    OAuthConnector elsewhere =
        provider
            .describe()
            .scope("profile")
            .endpoints(Endpoints.of(URI.create("https://other.example/authorize"), OTHER_TOKEN))
            .build();

    Failing.with(
        ConnectorError.STATE_MISMATCH, () -> elsewhere.complete(Provider.callback(), begun));
    assertThat(provider.http.requests).isEmpty();
  }

  @Test
  void aCodeOfAnotherClientIsNotSent() {
    SignInSession begun = Provider.begin(connector);
    OAuthConnector renamed =
        provider.describe().client(ClientAuthentication.none("another-client")).build();

    Failing.with(ConnectorError.STATE_MISMATCH, () -> renamed.complete(Provider.callback(), begun));
    assertThat(provider.http.requests).isEmpty();
  }

  @Test
  void aSignInOfAVersionThatDidNotRememberThisCanStillFinish() {
    Map<String, String> values = new HashMap<>(Provider.begin(connector).values());
    assertThat(values.keySet().removeAll(Set.of("client_id", "token_endpoint"))).isTrue();

    assertThat(connector.complete(Provider.callback(), new SignInSession(values)).profile().id())
        .isEqualTo("u1");
  }

  @Test
  void aResponseOfAnotherIssuerIsRefusedBeforeTheCodeIsUsed() {
    for (String stated :
        List.of("https://evil.example", Provider.ISSUER + "/", Provider.ISSUER + ".evil.example")) {
      Failing.with(
          ConnectorError.ISSUER_MISMATCH,
          () ->
              connector.complete(
                  new AuthorizationResponse(
                      Map.of(
                          "code", List.of("canary-code"),
                          "state", List.of("s"),
                          "iss", List.of(stated))),
                  Provider.begin(connector)));
    }
    assertThat(provider.http.requests).isEmpty();
  }

  @Test
  void theIdTokenOfOneSignInDoesNotServeAnother() {
    OAuthConnector openid = provider.describe().build();
    SignInSession attackers = Provider.begin(openid);
    SignInSession victims = Provider.begin(openid);
    String idToken = provider.sign(provider.claims(attackers));

    Failing.with(ConnectorError.NONCE_MISMATCH, () -> provider.signIn(openid, victims, idToken));
    assertThat(provider.http.at("/userinfo")).isEmpty();
    assertThat(provider.signIn(openid, attackers, idToken).profile().id()).isEqualTo("u1");
  }

  @Test
  void theVerifierIsSentWheneverAChallengeWas() {
    SignInSession begun = Provider.begin(connector);
    // The provider does not ask for it, and the config no longer wants it.
    OAuthConnector relaxed = provider.describe().scope("profile").withoutPkce().build();

    relaxed.complete(Provider.callback(), begun);

    assertThat(ScriptedHttp.form(provider.http.at("/token").get(0)))
        .containsEntry("code_verifier", begun.get("code_verifier").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://op.example/authorize?code_challenge_method=plain&code_challenge=x",
        "https://op.example/authorize?redirect_uri=https://evil.example/&state=fixed",
        "https://op.example/authorize?%73tate=fixed&response_type=token&client_id=evil"
      })
  void anEndpointsOwnQueryReplacesNoneOfTheBoundValues(String endpoint) {
    OAuthConnector odd =
        provider
            .describe()
            .endpoints(Endpoints.of(URI.create(endpoint), URI.create(Provider.ISSUER + "/token")))
            .authorizationParameters(
                Map.of(
                    "state", "fixed",
                    "redirect_uri", "https://evil.example/",
                    "code_challenge_method", "plain",
                    "response_type", "token",
                    "nonce", "fixed"))
            .build();

    Authorization authorization =
        odd.authorize(new AuthorizationRequest("canary-state", URI.create(Provider.REDIRECT)));

    // The reader of this double refuses a parameter that comes twice.
    Map<String, String> sent = ScriptedHttp.parameters(authorization.uri().getRawQuery());
    assertThat(sent)
        .containsEntry("state", "canary-state")
        .containsEntry("redirect_uri", Provider.REDIRECT)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", Provider.CLIENT)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("nonce", authorization.session().get("nonce").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/cb",
        "https://app.example/cb/",
        "https://app.example/CB",
        "https://app.example:443/cb",
        "https://app.example/cb?x=1&y=%C3%A9",
        "https://app.example/cb/%2F..%2f",
        "http://localhost:8080/cb"
      })
  void theRedirectUriIsTheSameTextAtBothEndpoints(String redirectUri) {
    Authorization authorization =
        connector.authorize(new AuthorizationRequest("s", URI.create(redirectUri)));

    connector.complete(Provider.callback(), authorization.session());

    ProviderRequest exchange = provider.http.at("/token").get(0);
    assertThat(ScriptedHttp.parameters(authorization.uri().getRawQuery()))
        .containsEntry("redirect_uri", redirectUri);
    assertThat(ScriptedHttp.form(exchange)).containsEntry("redirect_uri", redirectUri);
  }
}
