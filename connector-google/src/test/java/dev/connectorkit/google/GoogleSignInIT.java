package dev.connectorkit.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar at Google's addresses, through the real host, real TLS and a proxy. */
class GoogleSignInIT {

  private static final String ADA = "110169484474386276334";

  private PluginWorld world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = PluginWorld.open(plugins, PluginWorld.shipped(), Map.of(), GoogleSignInIT::google);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonIn() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("google");
    assertThat(done.profile().id()).isEqualTo(ADA);
    assertThat(done.profile().email()).contains("ada@example.com");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects())
        .containsOnly(
            "accounts.google.com:443",
            "oauth2.googleapis.com:443",
            "openidconnect.googleapis.com:443",
            "www.googleapis.com:443");
  }

  @Test
  void theIssuerMayLackItsScheme() {
    assertThat(world.signIn(issuer("accounts.google.com")).profile().id()).isEqualTo(ADA);
    Failure.with(
        ConnectorError.ID_TOKEN_INVALID,
        () -> world.signIn(issuer("https://accounts.google.com/")));
  }

  @Test
  void offlineAccessAndConsentAreAskedFor() {
    world.configure(Map.of("offlineAccess", true, "prompt", "consent"));

    assertThat(world.query())
        .containsEntry("access_type", "offline")
        .containsEntry("prompt", "consent");

    world.configure(Map.of("offlineAccess", false));
    assertThat(world.query()).doesNotContainKeys("access_type", "prompt");
  }

  @Test
  void wishesOfOneSignInAreSent() {
    var options =
        SignInOptions.none()
            .withScopes(Set.of("email"))
            .withHints(Map.of(Hint.LOGIN_HINT, "ada@example.com", Hint.PROMPT, "select_account"));

    assertThat(PluginWorld.query(world.host().begin(PluginWorld.INSTANCE, options)))
        .containsEntry("scope", "openid email")
        .containsEntry("login_hint", "ada@example.com")
        .containsEntry("prompt", "select_account");
  }

  @Test
  void onlyPeopleOfTheWorkspaceMayComeIn() {
    world.configure(Map.of("hostedDomains", List.of("example.com")));

    assertThat(world.query()).containsEntry("hd", "example.com");
    assertThat(world.signIn().profile().id()).isEqualTo(ADA);
    int before = world.at("/v1/userinfo").size();
    // A personal account with an address of the domain.
    Failure.with(
        ConnectorError.ACCOUNT_NOT_ALLOWED,
        () -> world.signIn(new Script().idToken(draft -> draft.without("hd"))));
    Failure.with(
        ConnectorError.ACCOUNT_NOT_ALLOWED,
        () -> world.signIn(new Script().idToken(draft -> draft.claim("hd", "evil.example"))));
    assertThat(world.at("/v1/userinfo")).hasSize(before);
  }

  @Test
  void aTokenThatIsNotKnownIsAsGoodAsRevoked() {
    CompletedSignIn done = world.signIn();
    RefreshRequest request =
        RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow();
    assertThat(world.host().refresh(PluginWorld.INSTANCE, request).accessToken()).isNotNull();
    var revocation =
        new RevocationRequest(done.tokens().accessToken(), RevocationRequest.Kind.ACCESS_TOKEN);

    world.host().revoke(PluginWorld.INSTANCE, revocation);

    assertThat(world.at("/revoke")).hasSize(1);
  }

  private static Script issuer(String stated) {
    return new Script().idToken(draft -> draft.claim("iss", stated));
  }

  /** Revoking a token that has ended already is an error there. */
  private static FakeResponse google(FakeRequest request, FakeResponse proper) {
    return request.path().equals("/revoke")
        ? FakeResponse.json(
            400, Map.of("error", "invalid_token", "error_description", "Token expired or revoked"))
        : proper;
  }
}
