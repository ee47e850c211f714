package dev.connectorkit.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar at a provider with a dialect, through the real host, real TLS and a proxy. */
class OAuth2SignInIT {

  private static final String TOKEN = "/oauth/token";

  private PluginWorld world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = PluginWorld.open(plugins);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonInByFormEncodedTokensAndNestedClaims() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo(PluginWorld.INSTANCE);
    assertThat(done.profile().id()).isEqualTo("70120343");
    assertThat(done.profile().username()).contains("ada-l");
    assertThat(done.profile().email()).contains("ada@example.org");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(done.profile().raw()).containsKey("data");
    assertThat(done.tokens().expiresAt()).isPresent();
    assertThat(done.tokens().idToken()).isEmpty();
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects())
        .containsOnly("forum.example.com:443", "api.forum.example.com:443");
  }

  @Test
  void theRequestsSpeakTheDialect() {
    world.configure(
        Map.of(
            "authorizationParameters", Map.of("audience", "forum"),
            "tokenParameters", Map.of("resource", "https://api.forum.example.com")));

    assertThat(world.query())
        .containsEntry("theme", "plain")
        .containsEntry("scope", "identity,email")
        .containsEntry("audience", "forum")
        .containsKey("code_challenge")
        .doesNotContainKey("nonce");
    world.signIn();
    FakeRequest request = world.at(TOKEN).get(0).request();
    assertThat(request.form()).containsKeys("resource", "client_secret", "code_verifier");
    assertThat(world.at("/v2/me").get(0).request().queryParameter("fields")).contains("all");
  }

  @Test
  void aWrappedTokenResponseIsUnwrapped() {
    world.configure(Map.of("tokenResponse", "json", "tokenResponseMember", "result"));

    CompletedSignIn done =
        world.signIn(new Script().answer(Endpoint.TOKEN, OAuth2SignInIT::wrapped));

    assertThat(done.profile().id()).isEqualTo("70120343");
    assertThat(done.tokens().refreshToken()).isPresent();
  }

  @Test
  void userinfoCanBeAskedForByPost(@TempDir Path plugins) throws Exception {
    Failure.with(
        ConnectorError.INVALID_RESPONSE,
        () -> {
          world.configure(Map.of("userInfoMethod", "POST"));
          world.signIn();
        });
    String shape = WireShapeFile.textFor(Path.of(System.getProperty("connector.jar")));
    WireShape posted =
        WireShapeFile.parse(
            shape.replace(
                "\"userInfo\": \"https:", "\"userInfoMethod\": \"POST\", \"userInfo\": \"https:"));

    try (var other =
        PluginWorld.open(
            plugins, posted, Map.of("userInfoMethod", "POST"), (request, response) -> response)) {
      assertThat(other.signIn().profile().id()).isEqualTo("70120343");
      FakeRequest request = other.at("/v2/me").get(0).request();
      assertThat(request.header("content-length")).contains("0");
      assertThat(request.header("content-type")).isEmpty();
    }
  }

  @Test
  void pkceCanBeLeftOut() {
    world.configure(Map.of("pkce", false));

    assertThat(world.query()).doesNotContainKeys("code_challenge", "code_challenge_method");
    assertThat(world.signIn().profile().id()).isEqualTo("70120343");
  }

  @Test
  void openidIsRefusedBecauseNobodyWouldCheckTheIdToken() {
    ConnectorException refused =
        Failure.with(
            ConnectorError.INVALID_CONFIG,
            () -> world.configure(Map.of("scope", "openid profile")));

    assertThat(refused.problems().get(0).pointer()).isEqualTo("/scope");
  }

  @Test
  void anIdentifierThatIsNotThereIsTold() {
    world.configure(Map.of("idClaim", "/data/id"));

    Failure.with(ConnectorError.INVALID_RESPONSE, world::signIn);
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfig() {
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientSecret", "another-secret"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }

  @Test
  void tokensAreRenewedAndRevoked() {
    CompletedSignIn done = world.signIn();
    RefreshRequest request =
        RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow();
    var revocation =
        new RevocationRequest(
            world.host().refresh(PluginWorld.INSTANCE, request).accessToken(),
            RevocationRequest.Kind.ACCESS_TOKEN);

    world.host().revoke(PluginWorld.INSTANCE, revocation);

    assertThat(world.at("/oauth/revoke")).hasSize(1);
    assertThat(world.provider().complaints()).isEmpty();
  }

  /** The same members as JSON, inside of another object. */
  private static FakeResponse wrapped(FakeResponse form) {
    var members = new HashMap<String, String>();
    FakeRequest.parse(new String(form.body(), UTF_8))
        .forEach((name, values) -> members.put(name, values.get(0)));
    return FakeResponse.json(200, Map.of("result", members));
  }
}
