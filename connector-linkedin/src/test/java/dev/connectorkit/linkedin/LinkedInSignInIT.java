package dev.connectorkit.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Script;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built jar at LinkedIn's addresses, through the real host, real TLS and a proxy. */
class LinkedInSignInIT {

  private static final String TOKEN = "/oauth/v2/accessToken";
  private static final String USER_INFO = "/v2/userinfo";

  private PluginWorld world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = PluginWorld.open(plugins, PluginWorld.shipped(), Map.of(), new FakeLinkedIn());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonIn() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("linkedin");
    assertThat(done.profile().id()).isEqualTo("782bbtaQxZ");
    assertThat(done.profile().avatar()).isPresent();
    assertThat(done.profile().locale()).contains("en-GB");
    assertThat(done.tokens().scopes()).containsExactlyInAnyOrder("openid", "profile", "email");
    assertThat(world.query()).doesNotContainKey("code_challenge");
    assertThat(world.at(TOKEN).get(0).request().form()).doesNotContainKey("code_verifier");
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects())
        .containsOnly("www.linkedin.com:443", "api.linkedin.com:443");
  }

  @Test
  void aNonceThatIsThereMustBeThisSignIns() {
    Failure.with(
        ConnectorError.NONCE_MISMATCH,
        () -> world.signIn(new Script().idToken(token -> token.claim("nonce", "another"))));
    assertThat(world.at(USER_INFO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"https://www.linkedin.com", "https://www.linkedin.com/oauth/"})
  void theIssuerIsTheOneOfTheDiscoveryDocument(String issuer) {
    Failure.with(
        ConnectorError.ID_TOKEN_INVALID,
        () -> world.signIn(new Script().idToken(token -> token.claim("iss", issuer))));
  }

  @Test
  void anIdTokenThatLinkedInDidNotSignIsRefused() {
    Failure.with(
        ConnectorError.ID_TOKEN_INVALID,
        () -> world.signIn(new Script().idToken(token -> token.signedByStranger())));
    assertThat(world.at(USER_INFO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "user_cancelled_login,ACCESS_DENIED",
    "user_cancelled_authorize,ACCESS_DENIED",
    "unauthorized_scope_error,SCOPE_NOT_ALLOWED"
  })
  void anErrorInTheCallbackIsTyped(String error, ConnectorError expected) {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    Failure.with(expected, () -> world.complete(started, Map.of("error", error)));
    assertThat(world.at(TOKEN)).isEmpty();
  }

  @Test
  void aCodeThatLinkedInRefusesIsTyped() {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    assertThat(
            Failure.with(
                    ConnectorError.CODE_INVALID,
                    () -> world.complete(started, Map.of("code", "unknown")))
                .providerError())
        .contains("invalid_request");
    assertThat(world.at(TOKEN)).hasSize(1);
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfig() {
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientSecret", "WPL_AP1.wrong"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }
}
