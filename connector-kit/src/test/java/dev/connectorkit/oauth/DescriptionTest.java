package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a provider's description can ask for, beyond the specifications' defaults. */
class DescriptionTest {

  private final Provider provider = new Provider();

  // Scopes and hints

  @Test
  void aRequiredScopeIsAskedForAlsoWhenAHostAsksForItsOwn() {
    OAuthConnector connector =
        provider.describe().scope("email").requiredScope("openid profile").build();

    assertThat(parameters(connector, Set.of(), Map.of()))
        .containsEntry("scope", "openid profile email");
    assertThat(parameters(connector, Set.of("calendar"), Map.of()))
        .containsEntry("scope", "openid profile calendar")
        .containsKey("nonce");
    assertThat(parameters(connector, Set.of("openid"), Map.of()))
        .containsEntry("scope", "openid profile");
  }

  @Test
  void aConfiguredHintIsSentUnlessASignInHasItsOwn() {
    OAuthConnector connector =
        provider
            .describe()
            .hint(Hint.PROMPT, Optional.of("login"))
            .hint(Hint.UI_LOCALES, Optional.empty())
            .build();

    assertThat(parameters(connector, Set.of(), Map.of()))
        .containsEntry("prompt", "login")
        .doesNotContainKey("ui_locales");
    assertThat(
            parameters(
                connector,
                Set.of(),
                Map.of(Hint.PROMPT, "consent", Hint.UI_LOCALES, "tr de", Hint.LOGIN_HINT, "ada")))
        .containsEntry("prompt", "consent")
        .containsEntry("ui_locales", "tr de")
        .doesNotContainKey("login_hint");
  }

  @Test
  void aConfiguredMaximumAgeIsHeldAgainstTheIdToken() {
    OAuthConnector connector = provider.describe().hint(Hint.MAX_AGE, Optional.of("300")).build();
    SignInSession session = Provider.begin(connector);
    Map<String, Object> claims = provider.claims(session);

    claims.put("auth_time", provider.clock.instant().getEpochSecond() - 900);
    Failing.with(
        ConnectorError.ID_TOKEN_INVALID,
        () -> provider.signIn(connector, session, provider.sign(claims)));
    claims.put("auth_time", provider.clock.instant().getEpochSecond() - 200);
    assertThat(provider.signIn(connector, session, provider.sign(claims)).profile().id())
        .isEqualTo("u1");
  }

  // Token requests

  @Test
  void tokenRequestsCarryFurtherParametersButNoneReplacesTheProtocols() {
    OAuthConnector connector =
        provider
            .describe()
            .scope("profile")
            .tokenParameters(Map.of("audience", "api", "grant_type", "password", "code", "x"))
            .build();

    connector.complete(Provider.callback(), Provider.begin(connector));

    assertThat(ScriptedHttp.form(provider.http.at("/token").get(0)))
        .containsEntry("audience", "api")
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "canary-code");
  }

  @Test
  void aTokenThatIsNotKnownIsAsGoodAsRevoked() {
    OAuthConnector connector =
        provider
            .describe()
            .endpoints(Provider.endpoints().withRevocation(URI.create(Provider.ISSUER + "/revoke")))
            .build();
    var request = new RevocationRequest(Secret.of("canary"), RevocationRequest.Kind.ACCESS_TOKEN);

    provider.http.on("/revoke", 400, "{\"error\":\"invalid_token\"}");
    connector.revoke(request);

    provider.http.on("/revoke", 400, "{\"error\":\"invalid_client\"}");
    Failing.with(ConnectorError.INVALID_CONFIG, () -> connector.revoke(request));
  }

  // Admission

  @Test
  void whoIsNotAdmittedGetsNoFurtherThanTheIdToken() {
    Consumer<Claims> onlyBlue =
        idToken -> {
          if (!"blue".equals(idToken.asMap().get("team"))) {
            throw ConnectorException.of(ConnectorError.ACCOUNT_NOT_ALLOWED).build();
          }
        };
    OAuthConnector connector = provider.describe().admission(onlyBlue).build();
    SignInSession session = Provider.begin(connector);
    Map<String, Object> claims = provider.claims(session);

    Failing.with(
        ConnectorError.ACCOUNT_NOT_ALLOWED,
        () -> provider.signIn(connector, session, provider.sign(claims)));
    assertThat(provider.http.at("/userinfo")).isEmpty();
    // The token response of the attempt above serves the refresh as well.
    Failing.with(
        ConnectorError.ACCOUNT_NOT_ALLOWED,
        () ->
            connector.refresh(
                new RefreshRequest(Secret.of("canary"), Optional.of("u1"), Set.of())));
    claims.put("team", "blue");
    assertThat(provider.signIn(connector, session, provider.sign(claims)).profile().id())
        .isEqualTo("u1");
  }

  // Discovery

  @Test
  void endpointsAtOriginsThatNobodyDeclaredAreToldBeforeASignIn() {
    provider.http.on(
        "/.well-known/openid-configuration",
        200,
        """
        {"issuer":"https://op.example","authorization_endpoint":"https://elsewhere.example/a",
         "token_endpoint":"https://api.example/t","jwks_uri":"https://keys.example/jwks",
         "userinfo_endpoint":"https://api.example/u"}
        """);
    OAuthConnector connector =
        OAuthConnector.builder(new OneOrigin(provider))
            .issuer(URI.create(Provider.ISSUER))
            .client(ClientAuthentication.none("id"))
            .build();

    assertThat(Failing.with(ConnectorError.ORIGIN_NOT_ALLOWED, connector::start))
        .hasMessageContaining("https://api.example, https://keys.example.")
        // Only browsers go there.
        .hasMessageNotContaining("elsewhere");
  }

  @Test
  void jsonFromACallbackIsABonusAtMost() {
    assertThat(Claims.ofJson("{\"name\":{\"firstName\":\"Ada\"}}").object("name").text("firstName"))
        .contains("Ada");
    assertThat(Claims.ofJson("{\"a\":").asMap()).isEmpty();
    assertThat(Claims.ofJson("[]").asMap()).isEmpty();
    assertThat(Claims.ofJson("[".repeat(100_000)).asMap()).isEmpty();
  }

  private static Map<String, String> parameters(
      OAuthConnector connector, Set<String> scopes, Map<Hint, String> hints) {
    var request = new AuthorizationRequest("s", URI.create(Provider.REDIRECT), scopes, hints);
    return ScriptedHttp.parameters(connector.authorize(request).uri().getRawQuery());
  }

  /** A context whose HTTP reaches the issuer's own origin only. */
  private record OneOrigin(Provider provider) implements ConnectorContext {

    @Override
    public String instanceId() {
      return provider.instanceId();
    }

    @Override
    public ProviderHttp http() {
      return new ProviderHttp() {
        @Override
        public ProviderResponse send(ProviderRequest request) {
          return provider.http().send(request);
        }

        @Override
        public boolean reaches(URI address) {
          return address.toString().startsWith(Provider.ISSUER + "/");
        }
      };
    }

    @Override
    public Clock clock() {
      return provider.clock();
    }

    @Override
    public SecureRandom random() {
      return provider.random();
    }
  }
}
