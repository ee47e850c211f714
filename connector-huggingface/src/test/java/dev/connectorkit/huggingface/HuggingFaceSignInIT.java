package dev.connectorkit.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.Quirk;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped jar at its production URLs, through the real host, real TLS and a proxy. */
class HuggingFaceSignInIT {

  private World world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = new World(plugins, "openid profile email");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonIn() {
    CompletedSignIn done = world.signIn("hf", World.ADA);

    assertThat(done.target()).isEqualTo("huggingface");
    assertThat(done.profile().id()).isEqualTo(World.ADA.sub());
    assertThat(done.profile().name()).contains("Ada Example");
    assertThat(done.profile().email()).contains("ada@people.example");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(done.profile().raw()).containsKeys("isPro", "orgs");
    assertThat(done.tokens().scopes()).containsExactly("openid", "profile", "email");
    assertThat(done.tokens().idToken()).isPresent();
    assertThat(done.tokens().refreshToken()).isPresent();
  }

  @Test
  void authenticatesWithBasicAndProvesPossessionOfTheVerifier() {
    world.signIn("hf", World.ADA);

    FakeRequest request = world.at("/oauth/token").get(0).request();
    assertThat(request.header("authorization").orElseThrow()).startsWith("Basic ");
    assertThat(request.form()).doesNotContainKeys("client_secret", "client_id");
    assertThat(request.formParameter("code_verifier").orElseThrow()).hasSize(43);
    assertThat(request.target().getQuery()).isNull();
  }

  @Test
  void aPublicClientNeedsNoSecret() {
    CompletedSignIn done = world.signIn("open", World.ADA);

    assertThat(done.profile().username()).contains("ada");
    assertThat(done.tokens().idToken()).isEmpty();
    assertThat(done.tokens().scopes()).containsExactly("profile");
    assertThat(world.at("/oauth/token").get(0).request().header("authorization")).isEmpty();
  }

  @Test
  void talksToNobodyElse() {
    world.signIn("hf", World.ADA);

    assertThat(world.internet.journal().connects()).containsOnly("huggingface.co:443");
  }

  @Test
  void aDeniedConsentIsThePersonsOwnDecision() {
    StartedSignIn started = world.host.begin("hf");

    assertFails(
        () -> world.complete(started, "hf", Consent.deny(World.ADA)), ConnectorError.ACCESS_DENIED);
    assertThat(world.at("/oauth/token")).isEmpty();
  }

  @Test
  void twoPeopleWhoseCallbacksCrossGetTheirOwnProfiles() {
    StartedSignIn ada = world.host.begin("hf");
    StartedSignIn bob = world.host.begin("hf");

    assertThat(world.complete(bob, "hf", Consent.allow(World.BOB)).profile().username())
        .contains("bob");
    assertThat(world.complete(ada, "hf", Consent.allow(World.ADA)).profile().username())
        .contains("ada");
  }

  @Test
  void aRenamedPersonStaysTheSamePerson() {
    String before = world.signIn("hf", World.ADA).profile().id();
    world.provider.update(World.ADA.renamed("countess"));

    CompletedSignIn after = world.signIn("hf", World.ADA);

    assertThat(after.profile().id()).isEqualTo(before);
    assertThat(after.profile().username()).contains("countess");
  }

  @Test
  void anIdTokenWithoutKeyIdIsAccepted() {
    world.provider.switchOn(Quirk.ID_TOKEN_WITHOUT_KID);

    assertThat(world.signIn("hf", World.ADA).tokens().idToken()).isPresent();
  }

  @Test
  void aRotatedKeyIsFetchedAnew() {
    world.signIn("hf", World.ADA);
    world.provider.rotateSigningKey();

    world.signIn("hf", World.ADA);

    assertThat(world.at("/oauth/jwks")).hasSize(2);
  }

  @Test
  void anIdTokenForAnotherClientIsRefusedBeforeTheAccessTokenIsUsed() {
    world.provider.mutateIdToken(claims -> with(claims, "aud", "another-client"));

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.ID_TOKEN_INVALID);
    assertThat(world.at("/oauth/userinfo")).isEmpty();
  }

  @Test
  void anIdTokenOfAnotherSignInIsRefused() {
    world.provider.mutateIdToken(claims -> with(claims, "nonce", "another"));

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.NONCE_MISMATCH);
  }

  @Test
  void userinfoAboutAnotherPersonIsRefused() {
    world.provider.mutateUserInfo(claims -> with(claims, "sub", World.BOB.sub()));

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.TOKEN_INVALID);
  }

  @Test
  void theIssuerOfTheCallbackIsChecked() {
    world.provider.switchOn(Quirk.ISSUER_IN_RESPONSE);
    assertThat(world.signIn("hf", World.ADA).profile().username()).contains("ada");

    StartedSignIn started = world.host.begin("hf");
    var callback =
        new LinkedHashMap<>(
            FakeRequest.parse(
                world
                    .provider
                    .authorize(started.authorizationUri(), Consent.allow(World.ADA))
                    .getRawQuery()));
    callback.put("iss", java.util.List.of("https://huggingface.co/"));
    assertFails(
        () -> world.host.complete("hf", callback, java.util.Optional.of(started.browserToken())),
        ConnectorError.ISSUER_MISMATCH);
  }

  @Test
  void theGrantedScopesAreThoseOfTheTokenResponse() {
    world.provider.mutateTokenResponse(response -> with(response, "scope", "openid profile"));
    assertThat(world.signIn("hf", World.ADA).tokens().scopes())
        .containsExactly("openid", "profile");

    world.provider.mutateTokenResponse(response -> response);
    world.provider.switchOn(Quirk.NO_SCOPE_IN_TOKEN_RESPONSE);
    assertThat(world.signIn("hf", World.ADA).tokens().scopes())
        .containsExactly("openid", "profile", "email");
  }

  @Test
  void refreshTokensRotate() {
    CompletedSignIn done = world.signIn("hf", World.ADA);
    RefreshRequest first =
        RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow();

    TokenSet renewed = world.host.refresh("hf", first);

    assertThat(renewed.refreshToken()).isPresent().isNotEqualTo(done.tokens().refreshToken());
    assertThat(renewed.scopes()).containsExactly("openid", "profile", "email");
    assertFails(() -> world.host.refresh("hf", first), ConnectorError.TOKEN_INVALID);
  }

  @Test
  void thereIsNoRevocation() {
    var tokens = world.signIn("hf", World.ADA).tokens();

    assertFails(
        () ->
            world.host.revoke(
                "hf",
                new RevocationRequest(tokens.accessToken(), RevocationRequest.Kind.ACCESS_TOKEN)),
        ConnectorError.NOT_SUPPORTED);
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfigWhateverTheStatus() {
    world.host.addInstance(
        "wrong",
        "huggingface-universal",
        Map.of("clientId", "confidential", "clientSecret", "wrong"));

    assertThat(world.host.check("wrong").status()).isEqualTo(ConnectorHealth.Status.UNUSABLE);
    world.provider.switchOn(Quirk.INVALID_CLIENT_AS_400);
    assertThat(world.host.check("wrong").status()).isEqualTo(ConnectorHealth.Status.UNUSABLE);
    assertThat(world.host.check("wrong").message()).contains("client secret");
    assertThat(world.host.check("hf").status()).isEqualTo(ConnectorHealth.Status.USABLE);
    assertThat(world.host.check("open").status()).isEqualTo(ConnectorHealth.Status.USABLE);
  }

  @Test
  void aScopeThatIsNotEnabledIsAMatterOfTheConfig() {
    world.host.addInstance(
        "greedy",
        "huggingface-universal",
        Map.of("clientId", "confidential", "clientSecret", World.SECRET, "scope", "jobs"));
    world.host.removeInstance("hf");
    world.host.addInstance(
        "hf",
        "huggingface-universal",
        Map.of("clientId", "confidential", "clientSecret", World.SECRET, "scope", "jobs"));

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.SCOPE_NOT_ALLOWED);
  }

  @Test
  void aRateLimitSaysHowLongToWait() {
    world.provider.switchOn(Quirk.RATE_LIMITED);

    assertThatThrownBy(() -> world.signIn("hf", World.ADA))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.error()).isEqualTo(ConnectorError.RATE_LIMITED);
              assertThat(e.retryAfter()).contains(Duration.ofSeconds(55));
            });
    assertThat(world.at("/oauth/token")).hasSize(1);
  }

  @Test
  void anOutageIsTypedAndTheCodeIsSentOnce() {
    world.provider.switchOn(Quirk.OUTAGE);

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.UNAVAILABLE);
    assertThat(world.at("/oauth/token")).hasSize(1);
  }

  @Test
  void aSlowProviderIsTimedOut() {
    world.provider.switchOn(Quirk.SLOW);

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.TIMEOUT);
    assertThat(world.at("/oauth/token")).hasSize(1);
  }

  @Test
  void aDroppedConnectionIsTypedAndTheCodeIsSentOnce() {
    world.provider.switchOn(Quirk.DROPPED);

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.UNAVAILABLE);
    assertThat(world.at("/oauth/token")).hasSize(1);
  }

  @Test
  void aRateLimitMayBeAPage() {
    world.provider.switchOn(Quirk.RATE_LIMITED);
    world.provider.switchOn(Quirk.RATE_LIMIT_AS_HTML);

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.RATE_LIMITED);
  }

  @Test
  void aRedirectOfTheTokenCallIsNotFollowed() {
    world.provider.onNext(
        "/oauth/token",
        FakeResponse.of(307, "text/plain", "")
            .header("Location", "https://evil.example/oauth/token"));

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.INVALID_RESPONSE);
    assertThat(world.internet.journal().connects()).doesNotContain("evil.example:443");
  }

  @Test
  void aTokenThatWasRevokedInBetweenIsTyped() {
    world.provider.onNext(
        "/oauth/userinfo", FakeResponse.of(401, "text/html", "<h1>Unauthorized</h1>"));

    assertFails(() -> world.signIn("hf", World.ADA), ConnectorError.TOKEN_INVALID);
  }

  @Test
  void anOrganizationCanBeRequired() {
    world.host.addInstance(
        "org",
        "huggingface-universal",
        Map.of("clientId", "public", "orgIds", "0123456789abcdef01234567"));

    assertThat(world.host.begin("org").authorizationUri().getQuery())
        .contains("orgIds=0123456789abcdef01234567");
  }

  private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
    var changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return changed;
  }

  private static void assertFails(ThrowingCallable call, ConnectorError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
