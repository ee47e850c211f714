package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.trial.CallRecorder;
import dev.connectorkit.spi.ConnectorError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialTest {

  private static final Map<String, String> CONFIG = Map.of("clientId", "tried");

  private final EchoFactory echo = new EchoFactory();
  private final ConnectorHost host =
      ConnectorHost.builder()
          .connector(echo)
          .publicBaseUrl(URI.create("https://app.example"))
          .open();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aConfigIsTriedThatNoInstanceHas() {
    StartedSignIn started;
    try (Trial trial = open(CONFIG)) {
      assertThat(trial.instance().redirectUri()).isEqualTo(host.redirectUri("staff"));
      started = trial.begin(SignInOptions.none());
    }
    assertThat(host.instances()).isEmpty();

    // Such as on another node.
    try (Trial trial = open(CONFIG)) {
      CompletedSignIn done = trial.complete(callback(started), Optional.of(started.browserToken()));

      assertThat(done.profile().id()).isEqualTo("ada");
      assertThat(done.profile().username()).contains("tried");
    }
    assertThat(echo.closes).hasValue(2);
  }

  @Test
  void theInstanceOfTheSameIdGoesOn() {
    host.addInstance("staff", "echo", Map.of("clientId", "in use"));
    StartedSignIn person = host.begin("staff");
    try (Trial trial = open(CONFIG)) {
      trial.begin(SignInOptions.none());
    }

    CompletedSignIn done =
        host.complete("staff", callback(person), Optional.of(person.browserToken()));

    assertThat(done.profile().username()).contains("in use");
  }

  @Test
  void aTrialNeverBecomesAPersonsSignInNorTheOtherWayRound() {
    host.addInstance("staff", "echo", CONFIG);
    try (Trial trial = open(CONFIG)) {
      StartedSignIn tried = trial.begin(SignInOptions.none());
      StartedSignIn person = host.begin("staff");

      PluginHost.assertFails(
          () -> host.complete("staff", callback(tried), Optional.of(tried.browserToken())),
          ConnectorError.STATE_MISMATCH,
          "begun in another browser");
      PluginHost.assertFails(
          () -> trial.complete(callback(person), Optional.of(person.browserToken())),
          ConnectorError.STATE_MISMATCH,
          "begun in another browser");

      // Neither took the sign-in away from its own.
      trial.complete(callback(tried), Optional.of(tried.browserToken()));
      host.complete("staff", callback(person), Optional.of(person.browserToken()));
    }
  }

  @Test
  void aConfigThatIsNotValidIsNotTried() {
    PluginHost.assertFails(
        () -> open(Map.of()), ConnectorError.INVALID_CONFIG, "'clientId' is required.");
    PluginHost.assertFails(
        () -> host.trial("Staff", "echo", CONFIG, new CallRecorder()),
        ConnectorError.INVALID_CONFIG,
        "id must match");
    PluginHost.assertFails(
        () -> host.trial("staff", "other", CONFIG, new CallRecorder()),
        ConnectorError.NOT_FOUND,
        "");
  }

  @Test
  void aTrialThatIsOverTakesNoFurtherCall() {
    Trial trial = open(CONFIG);
    trial.close();

    PluginHost.assertFails(
        () -> trial.begin(SignInOptions.none()), ConnectorError.STOPPED, "not in use");
    PluginHost.assertFails(trial::check, ConnectorError.STOPPED, "not in use");
  }

  private Trial open(Map<String, ?> config) {
    return host.trial("staff", "echo", config, new CallRecorder());
  }

  private static Map<String, List<String>> callback(StartedSignIn started) {
    return Browser.consent(Browser.state(started), "ada");
  }
}
