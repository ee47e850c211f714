package dev.connectorkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar at Discord's addresses, through the real host, real TLS and a proxy. */
class DiscordSignInIT {

  private final FakeDiscord discord = new FakeDiscord();
  private PluginWorld world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world =
        PluginWorld.open(
            plugins, PluginWorld.shipped(), Map.of("scope", "identify email"), discord);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonIn() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("discord");
    assertThat(done.profile().id()).isEqualTo("803478201155325952");
    assertThat(done.profile().email()).contains("ada@example.org");
    assertThat(done.profile().avatar().orElseThrow().getPath()).endsWith(".gif");
    assertThat(world.query()).doesNotContainKey("nonce").containsKey("code_challenge");
    assertThat(world.at("/api/oauth2/keys")).isEmpty();
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects()).containsOnly("discord.com:443");
  }

  @Test
  void withOpenidTheIdTokenMustBeAboutTheSamePerson() {
    world.configure(Map.of("scope", "openid identify email"));
    assertThat(world.signIn().profile().id()).isEqualTo("803478201155325952");
    assertThat(world.at("/api/oauth2/keys")).hasSize(1);

    Failure.with(
        ConnectorError.TOKEN_INVALID,
        () -> world.signIn(new Script().idToken(token -> token.claim("sub", "1"))));
  }

  @Test
  void authenticatesWithBasic() {
    world.signIn();

    FakeRequest request = world.at("/api/oauth2/token").get(0).request();
    assertThat(request.header("authorization").orElseThrow()).startsWith("Basic ");
    assertThat(request.form()).doesNotContainKey("client_secret");
  }

  @Test
  void anotherIssuerInTheCallbackIsRefused() {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    Failure.with(
        ConnectorError.ISSUER_MISMATCH,
        () -> world.complete(started, Map.of("code", "any", "iss", "https://canary.discord.com")));
    assertThat(world.at("/api/oauth2/token")).isEmpty();
  }

  @Test
  void aRateLimitTellsHowLongToWait() {
    discord.user =
        Optional.of(
            FakeResponse.json(
                    429,
                    Map.of(
                        "message",
                        "You are being rate limited.",
                        "retry_after",
                        64.57,
                        "global",
                        false))
                .header("Retry-After", "65"));

    assertThat(Failure.with(ConnectorError.RATE_LIMITED, world::signIn).retryAfter())
        .contains(Duration.ofSeconds(65));
  }

  @Test
  void aTokenThatDoesNotCountIsTyped() {
    discord.user =
        Optional.of(FakeResponse.json(401, Map.of("message", "401: Unauthorized", "code", 0)));

    Failure.with(ConnectorError.TOKEN_INVALID, world::signIn);
  }

  @Test
  void identifyIsAskedForInAnyCase() {
    world.configure(Map.of("scope", "guilds"));

    assertThat(world.query().get("scope").split(" "))
        .containsExactlyInAnyOrder("identify", "guilds");
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfig() {
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientSecret", "wrong-wrong-wrong"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }

  @Test
  void tokensAreRefreshedAndRevoked() {
    CompletedSignIn done = world.signIn();
    var signIn = new SignIn(done.profile(), done.tokens());

    assertThat(
            world
                .host()
                .refresh(PluginWorld.INSTANCE, RefreshRequest.of(signIn).orElseThrow())
                .refreshToken())
        .isPresent();
    world
        .host()
        .revoke(
            PluginWorld.INSTANCE,
            new RevocationRequest(
                done.tokens().accessToken(), RevocationRequest.Kind.ACCESS_TOKEN));

    assertThat(world.at("/api/oauth2/token/revoke")).hasSize(1);
    assertThat(world.provider().complaints()).isEmpty();
  }
}
