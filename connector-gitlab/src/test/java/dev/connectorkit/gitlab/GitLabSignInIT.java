package dev.connectorkit.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.world.FakeRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built jar at GitLab's addresses, through the real host, real TLS and a proxy. */
class GitLabSignInIT {

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
  void signsAPersonIn() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("gitlab");
    assertThat(done.profile().id()).isEqualTo("20394857");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(done.tokens().idToken()).isPresent();
    assertThat(world.query()).containsKeys("nonce", "code_challenge");
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects()).containsOnly("gitlab.com:443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://gitlab.corp.example", "https://corp.example/tools/gitlab"})
  void aSelfManagedServerIsAnIssuerOfItsOwn(String base, @TempDir Path plugins) {
    WireShape self = PluginWorld.shipped(text -> text.replace("https://gitlab.com", base));
    try (var server =
        PluginWorld.open(
            plugins, self, Map.of("baseUrl", base + "/"), (request, proper) -> proper)) {
      CompletedSignIn done = server.signIn();

      assertThat(done.target()).isEqualTo(PluginWorld.INSTANCE);
      assertThat(done.profile().username()).contains("ada-lovelace");
      assertThat(server.journal().connects()).doesNotContain("gitlab.com:443");
      Failure.with(
          ConnectorError.ID_TOKEN_INVALID,
          () -> server.signIn(new Script().idToken(t -> t.claim("iss", "https://gitlab.com"))));
    }
  }

  @Test
  void theSecretGoesIntoTheBodyAndAPublicApplicationNeedsNone() {
    world.signIn();
    assertThat(tokenRequest().form()).containsKeys("client_secret", "code_verifier");
    assertThat(tokenRequest().header("authorization")).isEmpty();

    world.journal().clear();
    world.configure(Map.of("clientSecret", ""));
    // The provider of this world wants the secret that it knows.
    Failure.with(ConnectorError.INVALID_CONFIG, world::signIn);
    assertThat(tokenRequest().form()).containsKey("client_id").doesNotContainKey("client_secret");
  }

  @Test
  void aFreshLogInCanBeAskedForAndIsChecked() {
    StartedSignIn started =
        world
            .host()
            .begin(
                PluginWorld.INSTANCE,
                SignInOptions.none().withHints(Map.of(Hint.PROMPT, "login", Hint.MAX_AGE, "60")));
    Map<String, String> query = PluginWorld.query(started);
    assertThat(query).containsEntry("prompt", "login").containsEntry("max_age", "60");

    long hourAgo = Instant.now().getEpochSecond() - 3600;
    String code =
        world
            .provider()
            .consent(query, new Script().idToken(token -> token.claim("auth_time", hourAgo)));
    Failure.with(
        ConnectorError.ID_TOKEN_INVALID, () -> world.complete(started, Map.of("code", code)));
  }

  @Test
  void openidIsAskedForInAnyCase() {
    world.configure(Map.of("scope", "read_user"));

    assertThat(world.query().get("scope").split(" "))
        .containsExactlyInAnyOrder("openid", "read_user");
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfig() {
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientSecret", "gloas-wrong"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }

  @Test
  void tokensAreRefreshedAndRevoked() {
    CompletedSignIn done = world.signIn();
    var signIn = new SignIn(done.profile(), done.tokens());
    RefreshRequest request = RefreshRequest.of(signIn).orElseThrow();

    assertThat(world.host().refresh(PluginWorld.INSTANCE, request).refreshToken())
        .isPresent()
        .isNotEqualTo(done.tokens().refreshToken());
    world
        .host()
        .revoke(
            PluginWorld.INSTANCE,
            new RevocationRequest(request.refreshToken(), RevocationRequest.Kind.REFRESH_TOKEN));
    Failure.with(
        ConnectorError.TOKEN_INVALID, () -> world.host().refresh(PluginWorld.INSTANCE, request));
  }

  private FakeRequest tokenRequest() {
    return world.at("/oauth/token").get(0).request();
  }
}
