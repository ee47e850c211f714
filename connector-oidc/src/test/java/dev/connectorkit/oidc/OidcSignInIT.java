package dev.connectorkit.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.Authentication;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built jar at an OpenID provider, through the real host, real TLS and a proxy. */
class OidcSignInIT {

  private static final String ADA = "248289761001";
  private static final String PROTOCOL = "/realms/staff/protocol";

  @TempDir private Path folder;
  private int worlds;
  private PluginWorld world;

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void anIssuerIsEnoughToSignIn() throws Exception {
    open(Map.of());

    CompletedSignIn done = world.signIn();

    // Of a standard connector the instance is the provider.
    assertThat(done.target()).isEqualTo(PluginWorld.INSTANCE);
    assertThat(done.profile().id()).isEqualTo(ADA);
    assertThat(done.profile().email()).contains("ada@example.org");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(done.tokens().scopes()).containsExactly("openid", "profile", "email", "phone");
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects()).containsOnly("id.example.com:443");
    assertThat(world.at("/realms/staff/.well-known/openid-configuration")).hasSize(1);
  }

  // Client authentication

  @ParameterizedTest
  @CsvSource({
    "client_secret_basic,/clientSecret",
    "client_secret_post,/clientSecret",
    "client_secret_jwt,/clientSecret",
    "none,"
  })
  void aClientProvesItselfInTheConfiguredWay(String method, String secret) throws Exception {
    open(
        Shapes.authenticating(Authentication.valueOf(method.toUpperCase(Locale.ROOT)), secret),
        Map.of("clientAuthentication", method));

    assertThat(world.signIn().profile().id()).isEqualTo(ADA);
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void aClientProvesItselfByItsOwnKey(String algorithm) throws Exception {
    open(
        Shapes.authenticating(Authentication.PRIVATE_KEY_JWT, "/privateKey"),
        Map.of(
            "clientAuthentication", "private_key_jwt",
            "privateKey", Shapes.key(algorithm),
            "keyId", "2026-01"));

    assertThat(world.signIn().profile().id()).isEqualTo(ADA);
    assertThat(world.provider().complaints()).isEmpty();
    FakeRequest request = world.at(PROTOCOL + "/token").get(0).request();
    assertThat(request.header("authorization")).isEmpty();
    assertThat(request.form()).doesNotContainKey("client_secret");
  }

  @ParameterizedTest
  @CsvSource({
    "private_key_jwt,privateKey,neither a key,INVALID_CERTIFICATE",
    "private_key_jwt,privateKey,,INVALID_CONFIG",
    "client_secret_jwt,clientSecret,short,INVALID_CONFIG",
    "client_secret_post,clientSecret,,INVALID_CONFIG"
  })
  void aCredentialThatCannotBeUsedIsRefusedAtOnceAtItsField(
      String method, String property, String value, ConnectorError error) {
    var changes = new HashMap<String, Object>(Map.of("clientAuthentication", method));
    changes.put(property, value == null ? "" : value);

    ConnectorException refused = Failure.with(error, () -> open(changes));

    assertThat(refused.problems().get(0).pointer()).isEqualTo("/" + property);
  }

  // Claims

  @Test
  void claimsAreReadFromWhereTheyStand() throws Exception {
    open(Map.of("usernameClaim", "/company/login", "emailVerifiedClaim", "/company/checked"));
    Map<String, Object> claims = new HashMap<>(PluginWorld.shipped().userInfo());
    claims.put("company", Map.of("login", "lovelace", "checked", "true"));
    claims.put("email_verified", false);

    CompletedSignIn done = world.signIn(userInfo(claims));

    assertThat(done.profile().username()).contains("lovelace");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(done.profile().raw()).containsKey("company");
  }

  @Test
  void anAddressIsTrustedOnlyWhereTheOperatorSaysSo() throws Exception {
    open(Map.of());
    Map<String, Object> silent = new HashMap<>(PluginWorld.shipped().userInfo());
    silent.remove("email_verified");

    assertThat(world.signIn(userInfo(silent)).profile().emailVerified()).isFalse();
    world.configure(Map.of("trustEmail", true));
    assertThat(world.signIn(userInfo(silent)).profile().emailVerified()).isTrue();
  }

  @Test
  void theIdTokenCanTellAll() throws Exception {
    open(Shapes.idTokenOnly(), Map.of("claimsFrom", "id_token"));

    assertThat(world.signIn().profile().name()).contains("Ada Lovelace");
    assertThat(world.at(PROTOCOL + "/userinfo")).isEmpty();
  }

  // The authorization request

  @Test
  void openidIsAlwaysAskedFor() throws Exception {
    open(Map.of("scope", "groups"));

    assertThat(world.query()).containsEntry("scope", "openid groups").containsKey("nonce");
    assertThat(query(SignInOptions.none().withScopes(Set.of("calendar"))))
        .containsEntry("scope", "openid calendar")
        .containsKey("nonce");
  }

  @Test
  void wishesAreConfiguredAndReplacedPerSignIn() throws Exception {
    open(
        Map.of(
            "prompt", "login consent",
            "maxAge", 300,
            "acrValues", "phr phrh",
            "loginHint", "example.org",
            "uiLocales", "de-AT de",
            "authorizationParameters", Map.of("kc_idp_hint", "github")));
    Map<Hint, String> wishes =
        Map.of(
            Hint.PROMPT, "none",
            Hint.MAX_AGE, "60",
            Hint.ACR_VALUES, "mfa",
            Hint.LOGIN_HINT, "ada@example.org",
            Hint.UI_LOCALES, "tr");

    assertThat(world.query())
        .containsEntry("prompt", "login consent")
        .containsEntry("max_age", "300")
        .containsEntry("acr_values", "phr phrh")
        .containsEntry("login_hint", "example.org")
        .containsEntry("ui_locales", "de-AT de")
        .containsEntry("kc_idp_hint", "github");
    assertThat(query(SignInOptions.none().withHints(wishes)))
        .containsEntry("prompt", "none")
        .containsEntry("max_age", "60")
        .containsEntry("acr_values", "mfa")
        .containsEntry("login_hint", "ada@example.org")
        .containsEntry("ui_locales", "tr");
  }

  @Test
  void aLogInThatIsTooOldIsRefused() throws Exception {
    open(Map.of("maxAge", 300));

    Failure.with(ConnectorError.ID_TOKEN_INVALID, () -> world.signIn(loggedIn(900)));
    assertThat(world.signIn(loggedIn(100)).profile().id()).isEqualTo(ADA);
  }

  @Test
  void aParameterOfTheProtocolCannotBeConfigured() {
    ConnectorException refused =
        Failure.with(
            ConnectorError.INVALID_CONFIG,
            () ->
                open(
                    Map.of(
                        "authorizationParameters", Map.of("redirect_uri", "https://e.example"))));

    assertThat(refused.problems().get(0).pointer())
        .isEqualTo("/authorizationParameters/redirect_uri");
  }

  @Test
  void theCallbackCanComeAsAForm() throws Exception {
    open(Map.of("responseMode", "form_post"));

    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    assertThat(started.responseMode()).isEqualTo(ResponseMode.FORM_POST);
    assertThat(PluginWorld.query(started)).containsEntry("response_mode", "form_post");
  }

  // Discovery

  @Test
  void endpointsOnAnotherServerAreLetInByTheOperator() throws Exception {
    WireShape shape = Shapes.elsewhere("https://api.example.com");

    assertThat(Failure.with(ConnectorError.ORIGIN_NOT_ALLOWED, () -> open(shape, Map.of())))
        .hasMessageContaining("https://api.example.com");
    open(shape, Map.of("endpointOrigins", List.of("https://api.example.com")));
    assertThat(world.signIn().profile().id()).isEqualTo(ADA);
  }

  @Test
  void anIssuerThatIsWrittenDifferentlyIsRefused() {
    Failure.with(
        ConnectorError.INVALID_CONFIG,
        () -> open(Map.of("issuer", "https://id.example.com/realms/staff/")));
  }

  @Test
  void aProviderThatIsDownAtFirstIsFoundLater() throws Exception {
    var down = new AtomicBoolean(true);
    world =
        PluginWorld.open(
            plugins(),
            PluginWorld.shipped(),
            Map.of(),
            (request, proper) -> down.get() ? FakeResponse.of(503, "text/plain", "later") : proper);

    Failure.with(ConnectorError.UNAVAILABLE, () -> world.host().begin(PluginWorld.INSTANCE));
    down.set(false);
    // A failure is remembered for a moment; a config given anew asks at once.
    world.configure(Map.of());
    assertThat(world.signIn().profile().id()).isEqualTo(ADA);
  }

  // Tokens

  @Test
  void tokensAreRenewedAndRevoked() throws Exception {
    open(Map.of());
    CompletedSignIn done = world.signIn();
    RefreshRequest request =
        RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow();

    TokenSet renewed = world.host().refresh(PluginWorld.INSTANCE, request);
    var revocation =
        new RevocationRequest(
            renewed.refreshToken().orElseThrow(), RevocationRequest.Kind.REFRESH_TOKEN);
    world.host().revoke(PluginWorld.INSTANCE, revocation);

    assertThat(world.at(PROTOCOL + "/revoke")).hasSize(1);
    assertThat(world.provider().complaints()).isEmpty();
  }

  private void open(Map<String, ?> changes) throws Exception {
    open(PluginWorld.shipped(), changes);
  }

  private void open(WireShape shape, Map<String, ?> changes) throws Exception {
    world = PluginWorld.open(plugins(), shape, changes, (request, proper) -> proper);
  }

  private Path plugins() throws java.io.IOException {
    return java.nio.file.Files.createDirectory(folder.resolve("plugins-" + worlds++));
  }

  private Map<String, String> query(SignInOptions options) {
    return PluginWorld.query(world.host().begin(PluginWorld.INSTANCE, options));
  }

  private static Script userInfo(Map<String, Object> claims) {
    return new Script().answer(Endpoint.USER_INFO, FakeResponse.json(200, claims));
  }

  private static Script loggedIn(long secondsAgo) {
    long at = Instant.now().getEpochSecond() - secondsAgo;
    return new Script().idToken(draft -> draft.claim("auth_time", at));
  }
}
