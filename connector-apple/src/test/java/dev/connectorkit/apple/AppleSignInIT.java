package dev.connectorkit.apple;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built jar at appleid.apple.com, through the real host, real TLS and a proxy. */
class AppleSignInIT {

  private static final String TOKEN = "/auth/token";

  private PluginWorld world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = PluginWorld.open(plugins, PluginWorld.shipped(), Map.of(), AppleSignInIT::apple);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonInWithTheNameOfTheFirstCallback() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("apple");
    assertThat(done.profile().id()).startsWith("001473.");
    assertThat(done.profile().name()).contains("Ada Lovelace");
    assertThat(done.profile().email()).contains("ada@example.org");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects()).containsOnly("appleid.apple.com:443");
  }

  @Test
  void laterCallbacksTellNoName() {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);
    Map<String, String> callback = new HashMap<>(world.consent(started, new Script()));
    callback.remove("user");

    assertThat(world.complete(started, callback).profile().name()).isEmpty();
  }

  @Test
  void aForgedUserChangesTheNameAtMost() {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);
    Map<String, String> callback = new HashMap<>(world.consent(started, new Script()));
    callback.put("user", "{\"name\":{\"firstName\":\"X\"},\"email\":\"victim@example.org\"}");

    CompletedSignIn done = world.complete(started, callback);

    assertThat(done.profile().email()).contains("ada@example.org");
    assertThat(done.profile().id()).startsWith("001473.");
  }

  @Test
  void theCallbackIsAFormAndOpenidIsAlwaysAskedFor() {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    assertThat(started.responseMode()).isEqualTo(ResponseMode.FORM_POST);
    assertThat(PluginWorld.query(started))
        .containsEntry("response_mode", "form_post")
        .containsEntry("response_type", "code")
        .containsEntry("scope", "openid name email")
        .containsKeys("nonce", "state");
    assertThat(
            PluginWorld.query(
                world
                    .host()
                    .begin(
                        PluginWorld.INSTANCE,
                        dev.connectorkit.host.SignInOptions.none().withScopes(Set.of("email")))))
        .containsEntry("scope", "openid email");
  }

  @Test
  void theClientSecretIsMadeFromTheKey() throws Exception {
    world.signIn();

    FakeRequest request = world.at(TOKEN).get(0).request();
    SignedJWT secret = SignedJWT.parse(request.formParameter("client_secret").orElseThrow());
    assertThat(secret.getHeader().getAlgorithm()).hasToString("ES256");
    assertThat(secret.getHeader().getKeyID()).isEqualTo("F3J8WZ1LPD");
    assertThat(secret.getJWTClaimsSet().getIssuer()).isEqualTo("7Q2M9XK4TB");
    assertThat(secret.getJWTClaimsSet().getSubject()).isEqualTo("com.example.portal.web");
    assertThat(secret.getJWTClaimsSet().getAudience()).containsExactly("https://appleid.apple.com");
  }

  @ParameterizedTest
  @CsvSource({
    "user_cancelled_authorize,ACCESS_DENIED",
    "invalid_scope,SCOPE_NOT_ALLOWED",
    "invalid_request,AUTHORIZATION_FAILED"
  })
  void anErrorInTheCallbackIsTyped(String error, ConnectorError expected) {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    Failure.with(expected, () -> world.complete(started, Map.of("error", error)));
    assertThat(world.at(TOKEN)).isEmpty();
  }

  @Test
  void anotherIssuerIsAMatterOfTheConfig() {
    Script renamed = new Script().idToken(draft -> draft.claim("iss", "https://account.apple.com"));
    Failure.with(ConnectorError.ID_TOKEN_INVALID, () -> world.signIn(renamed));

    world.configure(Map.of("issuer", "https://account.apple.com"));

    assertThat(world.signIn(renamed).profile().id()).startsWith("001473.");
  }

  @ParameterizedTest
  @CsvSource({"privateKey,no key,INVALID_CERTIFICATE", "teamId,short,INVALID_CONFIG"})
  void aConfigThatCannotWorkIsRefusedAtItsField(
      String property, String value, ConnectorError error) {
    ConnectorException refused =
        Failure.with(error, () -> world.configure(Map.of(property, value)));

    assertThat(refused.problems().get(0).pointer()).isEqualTo("/" + property);
  }

  @Test
  void aKeyThatAppleDoesNotKnowIsAMatterOfTheConfig() {
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientId", "com.example.unknown"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }

  @Test
  void tokensAreRenewedAndRevoked() {
    CompletedSignIn done = world.signIn();
    RefreshRequest request =
        RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow();
    var renewed = world.host().refresh(PluginWorld.INSTANCE, request);

    // Apple gives no new one.
    assertThat(renewed.refreshToken()).isEqualTo(done.tokens().refreshToken());
    var revocation =
        new RevocationRequest(
            renewed.refreshToken().orElseThrow(), RevocationRequest.Kind.REFRESH_TOKEN);
    world.host().revoke(PluginWorld.INSTANCE, revocation);

    assertThat(world.at("/auth/revoke")).hasSize(1);
    assertThat(world.provider().complaints()).isEmpty();
  }

  /** Refuses clients with 400, and gives no new refresh token for an old one. */
  private static FakeResponse apple(FakeRequest request, FakeResponse proper) {
    if (!request.path().equals(TOKEN)) {
      return proper;
    }
    if (proper.status() == 401) {
      return proper.withStatus(400);
    }
    if (request.formParameter("grant_type").filter("refresh_token"::equals).isPresent()) {
      String body = new String(proper.body(), UTF_8);
      return proper.withBody(
          body.replaceFirst("\"refresh_token\":\"[^\"]*\",?", "").getBytes(UTF_8));
    }
    return proper;
  }
}
