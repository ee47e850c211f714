package dev.connectorkit.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedCredential;
import dev.connectorkit.host.StartedCredential;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.IdTokenDraft;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sign-ins without a redirect: what Google's script posts, and what nobody should. */
class OneTapIT {

  private static final String ADA = "110169484474386276334";

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
  void signsAPersonInByTheCredentialAlone() {
    StartedCredential started = begin();

    CompletedCredential done = complete(started, credential(started, draft -> {}));

    assertThat(done.target()).isEqualTo("google");
    assertThat(done.profile().id()).isEqualTo(ADA);
    assertThat(done.profile().email()).contains("ada@example.com");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(world.at("/token")).isEmpty();
    assertThat(world.at("/v1/userinfo")).isEmpty();
  }

  @Test
  void thePageGetsWhatTheScriptNeeds() {
    world.configure(Map.of("oneTapAutoSelect", true, "oneTapCloseOutside", false));

    StartedCredential started = begin();

    assertThat(started.script()).isEqualTo(URI.create("https://accounts.google.com/gsi/client"));
    assertThat(started.settings())
        .containsEntry("client_id", "394170582613-7c1d9q0hb2v5m8k4.apps.googleusercontent.com")
        .containsEntry("login_uri", "https://app.example/callback/instance/credential")
        .containsEntry("auto_select", "true")
        .containsEntry("cancel_on_tap_outside", "false")
        .containsEntry("itp_support", "true");
    assertThat(started.settings().get("nonce")).matches("[A-Za-z0-9_-]{43}");
    assertThat(started.toString()).doesNotContain(started.settings().get("nonce"));
    assertThat(world.host().credentialUri(PluginWorld.INSTANCE))
        .hasToString(started.settings().get("login_uri"));
  }

  @Test
  void aCredentialCompletesOneSignInOnce() {
    StartedCredential started = begin();
    String credential = credential(started, draft -> {});
    complete(started, credential);

    Failure.with(ConnectorError.SIGN_IN_NOT_FOUND, () -> complete(started, credential));
  }

  @Test
  void anAttackersCredentialSignsNobodyInInAnotherBrowser() {
    StartedCredential attacker = begin();
    StartedCredential victim = begin();
    String credential = credential(attacker, draft -> {});

    Failure.with(
        ConnectorError.STATE_MISMATCH,
        () ->
            world
                .host()
                .completeCredential(
                    PluginWorld.INSTANCE,
                    Map.of("credential", List.of(credential)),
                    Optional.of(victim.browserToken())));
    Failure.with(
        ConnectorError.STATE_MISMATCH,
        () ->
            world
                .host()
                .completeCredential(
                    PluginWorld.INSTANCE,
                    Map.of("credential", List.of(credential)),
                    Optional.empty()));
    // It took nothing from whom it belongs to.
    assertThat(complete(attacker, credential).profile().id()).isEqualTo(ADA);
  }

  @Test
  void aCredentialWithoutANonceOfOursIsRefused() {
    StartedCredential started = begin();

    Failure.with(
        ConnectorError.NONCE_MISMATCH,
        () -> complete(started, credential(started, draft -> draft.without("nonce"))));
    Failure.with(
        ConnectorError.SIGN_IN_NOT_FOUND,
        () -> complete(started, credential(started, draft -> draft.claim("nonce", "another"))));
  }

  @Test
  void aCredentialThatIsNotAcceptableTakesNothingFromTheSignIn() {
    StartedCredential started = begin();
    Map<String, Consumer<IdTokenDraft>> bad =
        Map.of(
            "another client", draft -> draft.claim("aud", "other"),
            "another issuer", draft -> draft.claim("iss", "https://evil.example"),
            "expired", draft -> draft.claim("exp", Instant.now().getEpochSecond() - 600),
            "a stranger's signature", IdTokenDraft::signedByStranger,
            "no signature", IdTokenDraft::unsigned);

    bad.forEach(
        (what, change) ->
            Failure.with(
                ConnectorError.ID_TOKEN_INVALID,
                () -> complete(started, credential(started, change))));
    Failure.with(ConnectorError.ID_TOKEN_INVALID, () -> complete(started, "no token"));
    Failure.with(
        ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS,
        () ->
            world
                .host()
                .completeCredential(
                    PluginWorld.INSTANCE,
                    Map.of("g_csrf_token", List.of("x")),
                    Optional.of(started.browserToken())));
    assertThat(complete(started, credential(started, draft -> {})).profile().id()).isEqualTo(ADA);
  }

  @Test
  void theWorkspaceIsCheckedHereAsWell() {
    world.configure(Map.of("hostedDomains", List.of("example.com")));
    StartedCredential started = begin();

    Failure.with(
        ConnectorError.ACCOUNT_NOT_ALLOWED,
        () -> complete(started, credential(started, draft -> draft.without("hd"))));
    assertThat(complete(started, credential(started, draft -> {})).profile().id()).isEqualTo(ADA);
  }

  @Test
  void theTwoWaysToSignInDoNotMix() {
    // A credential whose nonce is the state of a sign-in with a redirect.
    StartedSignIn redirected = world.host().begin(PluginWorld.INSTANCE);
    String state = PluginWorld.query(redirected).get("state");
    Failure.with(
        ConnectorError.SIGN_IN_NOT_FOUND,
        () ->
            world
                .host()
                .completeCredential(
                    PluginWorld.INSTANCE,
                    Map.of(
                        "credential",
                        List.of(credential(begin(), draft -> draft.claim("nonce", state)))),
                    Optional.of(redirected.browserToken())));

    // A code with the state of a sign-in without one.
    StartedCredential started = begin();
    Failure.with(
        ConnectorError.SIGN_IN_NOT_FOUND,
        () ->
            world
                .host()
                .complete(
                    PluginWorld.INSTANCE,
                    Map.of(
                        "state", List.of(started.settings().get("nonce")),
                        "code", List.of("code"),
                        "iss", List.of("https://accounts.google.com")),
                    Optional.of(started.browserToken())));
    assertThat(world.at("/token")).isEmpty();
  }

  @Test
  void twoTabsShareTheBrowsersToken() {
    StartedCredential first = begin();
    StartedCredential second =
        world.host().beginCredential(PluginWorld.INSTANCE, Optional.of(first.browserToken()));

    assertThat(second.browserToken()).isEqualTo(first.browserToken());
    assertThat(complete(second, credential(second, draft -> {})).profile().id()).isEqualTo(ADA);
    assertThat(complete(first, credential(first, draft -> {})).profile().id()).isEqualTo(ADA);
  }

  @Test
  void theDocumentedPageSignsAPersonIn() throws Exception {
    world.host().addInstance("google", "google-universal", PluginWorld.shipped().config());

    OneTapPage.Shown page = OneTapPage.show(world.host(), Optional.empty());
    Matcher nonce = Pattern.compile("data-nonce=\"([^\"]+)\"").matcher(page.html());
    assertThat(nonce.find()).isTrue();
    String credential = world.provider().idToken(nonce.group(1), draft -> {});
    String account =
        OneTapPage.take(
            world.host(),
            Map.of("credential", List.of(credential)),
            Optional.of(page.browserToken()));

    assertThat(account).isEqualTo("google:" + ADA);
    assertThat(page.html())
        .contains("data-login_uri=\"https://app.example/callback/google/credential\"");
  }

  @Test
  void theDocumentedCodeIsTheCodeThatRuns() throws Exception {
    String page = Files.readString(Path.of("../docs/integrations/google.md"));
    String source =
        Files.readString(Path.of("src/test/java/dev/connectorkit/google/OneTapPage.java"));
    List<String> shown =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(block -> block.group(1).indent(4))
            .toList();

    assertThat(shown).hasSize(2).allSatisfy(code -> assertThat(source).contains(code));
  }

  private StartedCredential begin() {
    return world.host().beginCredential(PluginWorld.INSTANCE, Optional.empty());
  }

  private CompletedCredential complete(StartedCredential started, String credential) {
    Secret browser = started.browserToken();
    // As the script posts it.
    return world
        .host()
        .completeCredential(
            PluginWorld.INSTANCE,
            Map.of(
                "credential", List.of(credential),
                "g_csrf_token", List.of("0a1b2c"),
                "select_by", List.of("user_1tap")),
            Optional.of(browser));
  }

  /** What Google signs for a tap in the page that has these settings. */
  private String credential(StartedCredential started, Consumer<IdTokenDraft> change) {
    Consumer<IdTokenDraft> asGoogle =
        draft -> draft.claim("azp", started.settings().get("client_id"));
    return world.provider().idToken(started.settings().get("nonce"), asGoogle.andThen(change));
  }
}
