package dev.connectorkit.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built jar at Slack's addresses, through the real host, real TLS and a proxy. */
class SlackSignInIT {

  private static final String TOKEN = "/api/openid.connect.token";
  private static final String USER_INFO = "/api/openid.connect.userInfo";

  private PluginWorld world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = PluginWorld.open(plugins, PluginWorld.shipped(), Map.of(), new FakeSlack());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonIn() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("slack");
    assertThat(done.profile().id()).isEqualTo("T0R7GR8QX-U0R7MFMJM");
    assertThat(done.profile().avatar().orElseThrow().getPath()).endsWith("_512.png");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(world.query()).containsKey("nonce").doesNotContainKeys("code_challenge", "team");
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects()).containsOnly("slack.com:443");
  }

  @Test
  void anIdTokenThatSlackDidNotSignIsRefusedBeforeTheAccessTokenIsUsed() {
    Failure.with(
        ConnectorError.ID_TOKEN_INVALID,
        () -> world.signIn(new Script().idToken(token -> token.signedByStranger())));
    assertThat(world.at(USER_INFO)).isEmpty();
  }

  @Test
  void anIdTokenOfAnotherSignInIsRefused() {
    Failure.with(
        ConnectorError.NONCE_MISMATCH,
        () -> world.signIn(new Script().idToken(token -> token.claim("nonce", "another"))));
    assertThat(world.at(USER_INFO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "token_revoked,TOKEN_INVALID",
    "account_inactive,TOKEN_INVALID",
    "missing_scope,SCOPE_NOT_ALLOWED",
    "fatal_error,AUTHORIZATION_FAILED"
  })
  void anErrorOfUserinfoIsTypedThoughItComesWithStatus200(String error, ConnectorError expected) {
    assertThat(
            Failure.with(
                    expected,
                    () ->
                        world.signIn(
                            new Script()
                                .answer(
                                    Endpoint.USER_INFO,
                                    FakeResponse.json(200, Map.of("ok", false, "error", error)))))
                .providerError())
        .contains(error);
  }

  @Test
  void aRefusedCodeIsTypedThoughItComesWithStatus200() {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    Failure.with(
        ConnectorError.CODE_INVALID, () -> world.complete(started, Map.of("code", "unknown")));
    assertThat(world.at(TOKEN)).hasSize(1);
  }

  @Test
  void aRateLimitTellsHowLongToWait() {
    Script limited =
        new Script()
            .answer(
                Endpoint.TOKEN,
                FakeResponse.json(429, Map.of("ok", false, "error", "ratelimited"))
                    .header("Retry-After", "30"));

    assertThat(Failure.with(ConnectorError.RATE_LIMITED, () -> world.signIn(limited)).retryAfter())
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void anInstanceCanBeForOneWorkspace() {
    world.configure(Map.of("workspace", "T0R7GR8QX"));
    assertThat(world.query()).containsEntry("team", "T0R7GR8QX");
    assertThat(world.signIn().profile().id()).startsWith("T0R7GR8QX-");

    world.journal().clear();
    world.configure(Map.of("workspace", "T0000OTHER"));
    Failure.with(ConnectorError.ACCOUNT_NOT_ALLOWED, world::signIn);
    assertThat(world.at(USER_INFO)).isEmpty();
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfig() {
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientSecret", "00000000000000000000000000000000"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }

  @Test
  void aRenewedIdTokenMustBeOfTheSamePersonInTheSameWorkspace() {
    CompletedSignIn done = world.signIn();
    RefreshRequest request =
        RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow();
    assertThat(world.host().refresh(PluginWorld.INSTANCE, request).idToken()).isPresent();

    world
        .provider()
        .script(
            new Script().idToken(token -> token.claim("https://slack.com/team_id", "T0000OTHER")));
    Failure.with(
        ConnectorError.ID_TOKEN_INVALID, () -> world.host().refresh(PluginWorld.INSTANCE, request));
  }
}
