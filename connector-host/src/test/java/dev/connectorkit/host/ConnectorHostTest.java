package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorHostTest {

  private final EchoFactory factory = new EchoFactory();
  private final MutableClock clock = new MutableClock();
  private ConnectorHost host;

  @BeforeEach
  void open() {
    host =
        ConnectorHost.builder()
            .connector(factory)
            .publicBaseUrl(URI.create("https://app.example"))
            .clock(clock)
            .open();
    host.addInstance("one", "echo", Map.of("clientId", "first"));
    host.addInstance("two", "echo", Map.of("clientId", "second"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void signsAPersonIn() {
    StartedSignIn started = host.begin("one");

    CompletedSignIn done = host.complete("one", callback(started, "ada"), token(started));

    assertThat(done.instanceId()).isEqualTo("one");
    assertThat(done.target()).isEqualTo("echo-target");
    assertThat(done.profile().id()).isEqualTo("ada");
  }

  @Test
  void keepsSeveralInstancesOfOneConnectorApart() {
    StartedSignIn first = host.begin("one");
    StartedSignIn second = host.begin("two");

    assertThat(host.complete("two", callback(second, "b"), token(second)).profile().username())
        .contains("second");
    assertThat(host.complete("one", callback(first, "a"), token(first)).profile().username())
        .contains("first");
  }

  @Test
  void peopleOfAnotherServerAreOtherPeople() {
    host.addInstance(
        "three", "echo", Map.of("clientId", "third", "server", "https://echo.corp.example/echo"));
    StartedSignIn own = host.begin("one");
    StartedSignIn other = host.begin("three");

    assertThat(host.complete("one", callback(own, "1"), token(own)).target())
        .isEqualTo("echo-target");
    assertThat(host.complete("three", callback(other, "1"), token(other)).target())
        .isEqualTo("three");
  }

  @Test
  void twoServersNeverShareATarget() {
    Map<String, String> elsewhere =
        Map.of("clientId", "third", "server", "https://echo.corp.example");

    assertFails(
        () -> host.addInstance("echo-target", "echo", elsewhere), ConnectorError.INVALID_CONFIG);
    host.removeInstance("one");
    host.removeInstance("two");
    host.addInstance("echo-target", "echo", elsewhere);
    assertFails(
        () -> host.addInstance("one", "echo", Map.of("clientId", "first")),
        ConnectorError.INVALID_CONFIG);
    // Its people would become those of the connector's own server.
    assertFails(
        () -> host.updateInstance("echo-target", Map.of("clientId", "third")),
        ConnectorError.INVALID_CONFIG);
    host.removeInstance("echo-target");
    assertThat(host.addInstance("one", "echo", Map.of("clientId", "first")).target())
        .isEqualTo("echo-target");
  }

  @Test
  void aStateIsLongAndNeverRepeats() {
    assertThat(state(host.begin("one"))).hasSize(43).isNotEqualTo(state(host.begin("one")));
  }

  @Test
  void aCallbackWorksOnce() {
    StartedSignIn started = host.begin("one");
    host.complete("one", callback(started, "ada"), token(started));

    assertFails(
        () -> host.complete("one", callback(started, "ada"), token(started)),
        ConnectorError.SIGN_IN_NOT_FOUND);
  }

  @Test
  void aFailedCallbackIsUsedUpToo() {
    StartedSignIn started = host.begin("one");
    factory.onComplete =
        () -> {
          throw ConnectorException.of(ConnectorError.UNAVAILABLE).build();
        };
    assertFails(
        () -> host.complete("one", callback(started, "ada"), token(started)),
        ConnectorError.UNAVAILABLE);
    factory.onComplete = () -> {};

    assertFails(
        () -> host.complete("one", callback(started, "ada"), token(started)),
        ConnectorError.SIGN_IN_NOT_FOUND);
  }

  @Test
  void anotherBrowserIsRefusedAndTakesNothingFromTheRightOne() {
    StartedSignIn started = host.begin("one");
    StartedSignIn elsewhere = host.begin("one");

    assertFails(
        () -> host.complete("one", callback(started, "eve"), token(elsewhere)),
        ConnectorError.STATE_MISMATCH);
    assertFails(
        () -> host.complete("one", callback(started, "eve"), Optional.empty()),
        ConnectorError.STATE_MISMATCH);
    assertThat(host.complete("one", callback(started, "ada"), token(started)).profile().id())
        .isEqualTo("ada");
  }

  @Test
  void anotherInstanceIsRefused() {
    StartedSignIn started = host.begin("one");

    assertFails(
        () -> host.complete("two", callback(started, "ada"), token(started)),
        ConnectorError.STATE_MISMATCH);
  }

  @Test
  void twoTabsOfOneBrowserBothFinish() {
    StartedSignIn first = host.begin("one");
    StartedSignIn second =
        host.begin("one", SignInOptions.none().withBrowserToken(first.browserToken()));

    assertThat(second.browserToken()).isEqualTo(first.browserToken());
    assertThat(host.complete("one", callback(second, "b"), token(second)).profile().id())
        .isEqualTo("b");
    assertThat(host.complete("one", callback(first, "a"), token(first)).profile().id())
        .isEqualTo("a");
  }

  @Test
  void aBrowserTokenThatIsNotOursIsReplaced() {
    StartedSignIn started =
        host.begin("one", SignInOptions.none().withBrowserToken(Secret.of("planted")));

    assertThat(started.browserToken()).isNotEqualTo(Secret.of("planted"));
  }

  @Test
  void tenMinutesAreTheLimit() {
    StartedSignIn inTime = host.begin("one");
    StartedSignIn late = host.begin("one");
    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    host.complete("one", callback(inTime, "ada"), token(inTime));
    clock.advance(Duration.ofMillis(1));

    assertFails(
        () -> host.complete("one", callback(late, "ada"), token(late)),
        ConnectorError.SIGN_IN_EXPIRED);
  }

  @Test
  void noSignInMayTakeLongerThanADay() {
    assertThatThrownBy(
            () -> ConnectorHost.builder().signInLifetime(Duration.ofDays(1).plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("within a day");
  }

  @Test
  void aCallbackNeedsExactlyOneState() {
    StartedSignIn started = host.begin("one");
    String state = state(started);

    assertFails(
        () -> host.complete("one", Map.of("code", List.of("ada")), token(started)),
        ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS);
    assertFails(
        () ->
            host.complete(
                "one",
                Map.of("code", List.of("ada"), "state", List.of(state, state)),
                token(started)),
        ConnectorError.INVALID_REQUEST_PARAMETERS);
    assertFails(
        () ->
            host.complete(
                "one",
                Map.of("code", List.of("ada"), "state", List.of(state + "x")),
                token(started)),
        ConnectorError.SIGN_IN_NOT_FOUND);
  }

  @Test
  void theRedirectUriShownIsTheOneSent() {
    assertThat(host.redirectUri("one")).hasToString("https://app.example/callback/one");
    assertThat(host.instances())
        .extracting(ConnectorInstance::redirectUri)
        .contains(host.redirectUri("one"));
  }

  @Test
  void aConfigIsRefusedWithAllItsProblems() {
    assertThatThrownBy(
            () -> host.addInstance("three", "echo", Map.of("clientId", "", "unknown", "x")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.pointer())
                    .containsExactlyInAnyOrder("/clientId", "/unknown"));
    assertThat(host.instances()).hasSize(2);
  }

  @Test
  void idsAreCheckedAndUnique() {
    assertFails(
        () -> host.addInstance("../evil", "echo", Map.of("clientId", "x")),
        ConnectorError.INVALID_CONFIG);
    assertFails(
        () -> host.addInstance("one", "echo", Map.of("clientId", "x")),
        ConnectorError.INVALID_CONFIG);
    assertFails(() -> host.addInstance("three", "unknown", Map.of()), ConnectorError.NOT_FOUND);
    assertFails(() -> host.begin("three"), ConnectorError.NOT_FOUND);
    assertFails(() -> host.redirectUri("no id"), ConnectorError.INVALID_CONFIG);
    assertFails(() -> host.credentialUri("no id"), ConnectorError.INVALID_CONFIG);
  }

  @Test
  void anUnknownIdIsNamedUnlessItCouldBeAnything() {
    assertThatThrownBy(() -> host.begin("three"))
        .hasMessage("There is no connector instance 'three'.");
    assertThatThrownBy(() -> host.begin("<three>"))
        .hasMessage("There is no connector instance of this id.");
  }

  @Test
  void anInstanceThatWasRemovedCompletesNothing() {
    StartedSignIn started = host.begin("one");
    host.removeInstance("one");

    assertFails(
        () -> host.complete("one", callback(started, "ada"), token(started)),
        ConnectorError.NOT_FOUND);
    assertThat(factory.closes).hasValue(1);
  }

  @Test
  void aProviderThatIsDownForTheMomentDelaysTheStart() {
    factory.onStart =
        () -> {
          throw ConnectorException.of(ConnectorError.UNAVAILABLE).build();
        };
    host.addInstance("late", "echo", Map.of("clientId", "x"));
    assertFails(() -> host.begin("late"), ConnectorError.UNAVAILABLE);
    factory.onStart = () -> {};

    assertThat(host.begin("late").authorizationUri()).hasHost("provider.example");
  }

  @Test
  void anInstanceThatCannotStartIsNotAdded() {
    factory.onStart =
        () -> {
          throw ConnectorException.of(ConnectorError.INVALID_CONFIG).build();
        };

    assertFails(
        () -> host.addInstance("bad", "echo", Map.of("clientId", "x")),
        ConnectorError.INVALID_CONFIG);
    assertThat(host.instances()).hasSize(2);
    assertThat(factory.closes).hasValue(1);
  }

  @Test
  void whateverAConnectorThrowsComesOutTyped() {
    StartedSignIn started = host.begin("one");
    factory.onComplete =
        () -> {
          throw new IllegalStateException("secret-in-message");
        };

    assertThatThrownBy(() -> host.complete("one", callback(started, "ada"), token(started)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.UNEXPECTED))
        .hasMessageContaining("complete()")
        .hasMessageNotContaining("secret-in-message");
  }

  @Test
  void anUndeclaredCapabilityIsRefused() {
    var request = new RefreshRequest(Secret.of("token"), Optional.empty(), Set.of());

    assertFails(() -> host.refresh("one", request), ConnectorError.NOT_SUPPORTED);
  }

  private static Map<String, List<String>> callback(StartedSignIn started, String code) {
    return Map.of("state", List.of(state(started)), "code", List.of(code));
  }

  private static String state(StartedSignIn started) {
    return started.authorizationUri().getQuery().substring("state=".length());
  }

  private static Optional<Secret> token(StartedSignIn started) {
    return Optional.of(started.browserToken());
  }

  private static void assertFails(ThrowingCallable call, ConnectorError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
