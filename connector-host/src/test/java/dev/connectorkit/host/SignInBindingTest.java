package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.BoundSample;
import dev.connectorkit.host.signin.SharedStore;
import dev.connectorkit.host.signin.StoreKind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A good value in a wrong place, on two nodes: for another browser, connector instance, sign-in or
 * person, or at another time. Each is refused, and takes nothing from the right place.
 */
@ParameterizedClass
@EnumSource(
    value = StoreKind.class,
    names = {"MEMORY", "H2", "POSTGRESQL"})
@Timeout(60)
class SignInBindingTest {

  private final StoreKind kind;
  private final MutableClock clock = new MutableClock();
  private final Browser ada = new Browser("ada");
  private final Browser mallory = new Browser("mallory");
  @TempDir private Path plugins;
  private SharedStore shared;
  private ConnectorHost node1;
  private ConnectorHost node2;

  SignInBindingTest(StoreKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    BoundSample.version("1.0.0").writeTo(plugins, "sample.jar");
    shared = kind.open(clock, 10_000);
    node1 = node();
    node2 = node();
  }

  @AfterEach
  void close() {
    if (shared != null) {
      node1.close();
      node2.close();
      shared.close();
    }
  }

  @Test
  void aCallbackCarriedToAnotherBrowserIsRefusedAndTheRightOneStillFinishes() {
    StartedSignIn started = ada.begin(node1, "one");
    mallory.begin(node1, "one");

    assertRefused(ConnectorError.STATE_MISMATCH, "one", ada.consent(started), mallory.cookie());
    assertRefused(ConnectorError.STATE_MISMATCH, "one", ada.consent(started), Optional.empty());
    assertThat(ada.complete(node2, "one", ada.consent(started)).profile().id()).isEqualTo("ada");
  }

  @Test
  void aStateChangedByOneCharacterIsUnknown() {
    StartedSignIn started = ada.begin(node1, "one");
    String state = Browser.state(started);

    for (int i = 0; i < state.length(); i++) {
      String changed =
          state.substring(0, i) + (state.charAt(i) == 'A' ? 'B' : 'A') + state.substring(i + 1);
      assertRefused(
          ConnectorError.SIGN_IN_NOT_FOUND,
          "one",
          Browser.consent(changed, ada.code(started)),
          ada.cookie());
    }
    assertStillFinishes(started);
  }

  @Test
  void aCallbackWithoutAStateIsRefused() {
    StartedSignIn started = ada.begin(node1, "one");

    assertRefused(
        ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS,
        "one",
        Map.of("code", List.of(ada.code(started))),
        ada.cookie());
    assertRefused(
        ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS,
        "one",
        Map.of("code", List.of(ada.code(started)), "state", List.of("")),
        ada.cookie());
    assertStillFinishes(started);
  }

  @Test
  void aStateOfOneInstanceIsWorthNothingAtAnother() {
    StartedSignIn started = ada.begin(node1, "one");

    assertRefused(ConnectorError.STATE_MISMATCH, "two", ada.consent(started), ada.cookie());
    assertStillFinishes(started);
  }

  @Test
  void aCallbackThatWasUsedIsRefusedOnEveryNode() {
    StartedSignIn started = ada.begin(node1, "one");
    ada.complete(node2, "one", ada.consent(started));

    assertRefused(ConnectorError.SIGN_IN_NOT_FOUND, "one", ada.consent(started), ada.cookie());
    assertRefused(ConnectorError.SIGN_IN_NOT_FOUND, "one", ada.consent(started), mallory.cookie());
    assertThat(shared.count()).isZero();
  }

  @Test
  void aSignInIsUsedUpAlsoWhenThePersonOrTheProviderSaysNo() {
    StartedSignIn denied = ada.begin(node1, "one");
    StartedSignIn refused = ada.begin(node1, "one");

    assertRefused(
        ConnectorError.ACCESS_DENIED,
        "one",
        Map.of("state", List.of(Browser.state(denied)), "error", List.of("access_denied")),
        ada.cookie());
    assertRefused(
        ConnectorError.CODE_INVALID,
        "one",
        Browser.consent(Browser.state(refused), "wrong"),
        ada.cookie());
    assertRefused(ConnectorError.SIGN_IN_NOT_FOUND, "one", ada.consent(denied), ada.cookie());
    assertRefused(ConnectorError.SIGN_IN_NOT_FOUND, "one", ada.consent(refused), ada.cookie());
  }

  @Test
  void aStateThatSomebodyMadeUpIsUnknownWhateverItsShape() {
    StartedSignIn started = ada.begin(node1, "one");
    String state = Browser.state(started);
    String json = "{\"instance\":\"one\",\"redirect_uri\":\"https://app.example/callback/one\"}";

    for (String forged :
        new String[] {
          json,
          base64(json),
          base64("{\"alg\":\"none\"}") + "." + base64(json) + ".",
          "one:" + state,
          state + "." + state,
          state.substring(0, 42),
          state + "=",
          state.toLowerCase(java.util.Locale.ROOT),
          base64(state),
          " " + state,
          state + "\n",
          state + "\0",
          "\0",
          "\ud800",
          "' OR '1'='1",
          "../" + state,
          "x".repeat(1_000_000),
          ada.cookie().orElseThrow().reveal(),
        }) {
      assertRefused(
          ConnectorError.SIGN_IN_NOT_FOUND,
          "one",
          Browser.consent(forged, ada.code(started)),
          ada.cookie());
    }
    assertStillFinishes(started);
  }

  @Test
  void theBrowserOfOneSignInDoesNotFinishAnother() {
    StartedSignIn hers = ada.begin(node1, "one");
    StartedSignIn his = mallory.begin(node2, "one");

    assertRefused(ConnectorError.STATE_MISMATCH, "one", ada.consent(hers), mallory.cookie());
    assertRefused(ConnectorError.STATE_MISMATCH, "one", mallory.consent(his), ada.cookie());
    assertThat(mallory.complete(node1, "one", mallory.consent(his)).profile().id())
        .isEqualTo("mallory");
    assertStillFinishes(hers);
  }

  @Test
  void aSignInThatAnAttackerBeganSignsNobodyInElsewhere() {
    StartedSignIn his = mallory.begin(node1, "one");

    // Ada was lured to the attacker's authorization URI, with and without a cookie of her own.
    assertRefused(ConnectorError.STATE_MISMATCH, "one", ada.consent(his), ada.cookie());
    ada.begin(node1, "one");
    assertRefused(ConnectorError.STATE_MISMATCH, "one", ada.consent(his), ada.cookie());
    // Nor is the attacker's own code good for the sign-in she began.
    StartedSignIn hers = ada.begin(node1, "one");
    assertRefused(
        ConnectorError.CODE_INVALID,
        "one",
        Browser.consent(Browser.state(hers), mallory.code(his)),
        ada.cookie());
  }

  @Test
  void aCookieThatWasPlantedIsNotAdopted() {
    Secret planted = Secret.of("planted-by-another-site");
    StartedSignIn started = node1.begin("one", SignInOptions.none().withBrowserToken(planted));

    assertThat(started.browserToken()).isNotEqualTo(planted);
    assertRefused(ConnectorError.STATE_MISMATCH, "one", ada.consent(started), Optional.of(planted));
  }

  @Test
  void theCookieIsOneOpaqueValueOfWhichEveryCharacterCounts() {
    StartedSignIn started = ada.begin(node1, "one");
    String token = ada.cookie().orElseThrow().reveal();

    Set<String> changed = new HashSet<>();
    for (int i = 0; i < token.length(); i++) {
      changed.add(
          token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1));
      changed.add(token.substring(i + 1) + token.substring(0, i));
    }
    changed.addAll(
        List.of(token + "A", token + "\0", "\0", "\ud800", Browser.state(started), base64(token)));
    changed.remove(token);
    for (String cookie : changed) {
      Optional<Secret> sent = cookie.isEmpty() ? Optional.empty() : Optional.of(Secret.of(cookie));
      assertRefused(ConnectorError.STATE_MISMATCH, "one", ada.consent(started), sent);
    }
    assertStillFinishes(started);
    // After the finish it is worth nothing.
    assertRefused(ConnectorError.SIGN_IN_NOT_FOUND, "one", ada.consent(started), ada.cookie());
  }

  @Test
  void aCodeOfOneSignInIsRefusedInAnother() {
    StartedSignIn his = mallory.begin(node1, "one");
    StartedSignIn hers = ada.begin(node1, "one");

    assertRefused(
        ConnectorError.CODE_INVALID,
        "one",
        Browser.consent(Browser.state(his), ada.code(hers)),
        mallory.cookie());
    assertStillFinishes(hers);
  }

  @Test
  void aConnectorThatIsDisabledSignsNobodyInAndLosesNothing() {
    StartedSignIn started = ada.begin(node1, "one");
    node1.plugins().disable("sample");

    assertStopped(() -> node1.begin("one"));
    assertStopped(() -> ada.complete(node1, "one", ada.consent(started)));
    assertStopped(
        () ->
            node1.refresh(
                "one", new RefreshRequest(Secret.of("token"), Optional.empty(), Set.of())));
    assertStopped(
        () ->
            node1.revoke(
                "one",
                new RevocationRequest(Secret.of("token"), RevocationRequest.Kind.ACCESS_TOKEN)));
    assertStopped(() -> node1.check("one"));
    node1.plugins().enable("sample");

    assertThat(ada.complete(node1, "one", ada.consent(started)).profile().id()).isEqualTo("ada");
  }

  @Test
  void aConnectorThatIsUninstalledAnswersEveryCallWithItsReason() {
    StartedSignIn started = ada.begin(node1, "one");
    node1.plugins().uninstall("sample");

    assertStopped(() -> ada.complete(node1, "one", ada.consent(started)));
    assertStopped(
        () ->
            node1.refresh(
                "one", new RefreshRequest(Secret.of("token"), Optional.empty(), Set.of())));
    assertStopped(
        () ->
            node1.revoke(
                "one",
                new RevocationRequest(Secret.of("token"), RevocationRequest.Kind.REFRESH_TOKEN)));
  }

  @Test
  void noTextInACallbackIsMoreThanABadRequest() {
    for (String odd :
        new String[] {
          "\0", "a\0b", "\ud800", "\uD83D\uDE00", "x".repeat(1_000_000), "\r\n", "\u202e"
        }) {
      for (String field : new String[] {"state", "code", "error", "error_description", "iss"}) {
        StartedSignIn started = ada.begin(node1, "one");
        var sent = new HashMap<>(ada.consent(started));
        sent.put(field, List.of(odd));
        assertHarmless(() -> ada.complete(node1, "one", sent));
        var named = new HashMap<>(ada.consent(started));
        named.put(odd, List.of(odd, odd));
        assertHarmless(() -> ada.complete(node1, "one", named));
      }
      StartedSignIn started = ada.begin(node1, "one");
      assertRefused(
          ConnectorError.STATE_MISMATCH, "one", ada.consent(started), Optional.of(Secret.of(odd)));
      assertThatThrownBy(() -> node1.complete("one" + odd, ada.consent(started), ada.cookie()))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.NOT_FOUND));
      assertStillFinishes(started);
    }
  }

  @Test
  void noTwoSignInsShareAStateAndNoTwoBrowsersACookie() {
    Set<String> values = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      StartedSignIn started = (i % 2 == 0 ? node1 : node2).begin("one");
      values.add(Browser.state(started));
      values.add(started.browserToken().reveal());
      values.add(Browser.parameter(started, "nonce"));
    }

    assertThat(values).hasSize(3_000);
  }

  private ConnectorHost node() {
    ConnectorHost host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(shared.store())
            .clock(clock)
            .open();
    host.addInstance("one", "sample", Map.of("clientId", "client"));
    host.addInstance("two", "sample", Map.of("clientId", "client"));
    return host;
  }

  private void assertStillFinishes(StartedSignIn started) {
    assertThat(ada.complete(node2, "one", ada.consent(started)).profile().id()).isEqualTo("ada");
  }

  /** On both nodes alike. */
  private void assertRefused(
      ConnectorError error,
      String instance,
      Map<String, List<String>> sent,
      Optional<Secret> cookie) {
    ConnectorError again =
        error == ConnectorError.CODE_INVALID || error == ConnectorError.ACCESS_DENIED
            ? ConnectorError.SIGN_IN_NOT_FOUND
            : error;
    assertFails(error, () -> node1.complete(instance, sent, cookie));
    assertFails(again, () -> node2.complete(instance, sent, cookie));
  }

  private static void assertStopped(ThrowingCallable call) {
    assertFails(ConnectorError.STOPPED, call);
  }

  private static void assertFails(ConnectorError error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  /** It may work, since not every field means something; it may not be an error of ours. */
  private static void assertHarmless(Runnable call) {
    try {
      call.run();
    } catch (ConnectorException e) {
      assertThat(e.error().httpStatus()).isBetween(400, 499);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
