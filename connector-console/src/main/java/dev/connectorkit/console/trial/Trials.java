package dev.connectorkit.console.trial;

import dev.connectorkit.console.trial.TrialReport.Outcome;
import dev.connectorkit.console.trial.TrialReport.Step;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.Trial;
import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.trial.CallRecorder;
import dev.connectorkit.host.trial.ProviderCall;
import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.UserProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries configs with real sign-ins that make nobody a user. Holds nothing: the callback of a try
 * may reach another node.
 */
public final class Trials {

  private final ConnectorHost host;

  public Trials(ConnectorHost host) {
    this.host = host;
  }

  /**
   * Begins a try.
   *
   * @param failed makes an answer of a report, when it fails before the provider is seen
   * @param started makes an answer of a try that goes on
   */
  public <T> T begin(
      TriedConfig config, Function<StartedTrial, T> started, Function<TrialReport, T> failed) {
    var recorder = new CallRecorder();
    TrialStep step = TrialStep.CONFIG;
    StartedTrial begun;
    try (Trial trial = open(config, recorder)) {
      step = TrialStep.AUTHORIZE;
      begun = new StartedTrial(trial.begin(SignInOptions.none()), config.mark());
    } catch (ConnectorException e) {
      return failed.apply(failure(config, recorder, step, e));
    }
    return started.apply(begun);
  }

  /**
   * Completes a try.
   *
   * @param config as it is stored now
   * @param begunWith the mark of what it was begun with
   * @return empty when the callback belongs to no try of this browser; then it is as it was
   */
  public Optional<TrialReport> complete(
      TriedConfig config,
      String begunWith,
      Map<String, List<String>> parameters,
      Optional<Secret> browserToken) {
    var recorder = new CallRecorder();
    boolean opened = false;
    try (Trial trial = open(config, recorder)) {
      opened = true;
      CompletedSignIn done = trial.complete(parameters, browserToken);
      if (!begunWith.equals(config.mark())) {
        return Optional.of(failure(config, recorder, TrialStep.CALLBACK, changed()));
      }
      return Optional.of(passed(config, recorder, done));
    } catch (ConnectorException e) {
      if (opened && isOfAnother(e)) {
        return Optional.empty();
      }
      TrialStep step = opened ? reached(recorder.calls(), e) : TrialStep.CONFIG;
      return Optional.of(failure(config, recorder, step, e));
    }
  }

  /** Asks the provider without a user whether a config is usable. */
  public CheckReport check(TriedConfig config) {
    var recorder = new CallRecorder();
    TrialStep step = TrialStep.CONFIG;
    try (Trial trial = open(config, recorder)) {
      step = TrialStep.TOKEN;
      ConnectorHealth health = trial.check();
      return new CheckReport(
          switch (health.status()) {
            case USABLE -> CheckReport.Verdict.USABLE;
            case UNUSABLE -> CheckReport.Verdict.UNUSABLE;
            case UNKNOWN -> CheckReport.Verdict.UNKNOWN;
          },
          health.message(),
          health.status() == ConnectorHealth.Status.UNUSABLE
              ? cause(recorder.calls())
                  .map(error -> advice(config).of(TrialStep.TOKEN, told(health, error)))
              : Optional.empty(),
          recorder.calls());
    } catch (ConnectorException e) {
      boolean cannotTell = e.error() == ConnectorError.NOT_SUPPORTED;
      return new CheckReport(
          cannotTell ? CheckReport.Verdict.UNKNOWN : CheckReport.Verdict.UNUSABLE,
          String.valueOf(e.getMessage()),
          cannotTell ? Optional.empty() : Optional.of(advice(config).of(step, e)),
          recorder.calls());
    }
  }

  /** What a connector that names no cause was answered with; RFC 6749 §5.2: 400 or 401. */
  private static Optional<ConnectorError> cause(List<ProviderCall> calls) {
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    ProviderCall last = calls.get(calls.size() - 1);
    int status = last.status().orElse(0);
    return last.kind() == Kind.TOKEN && (status == 400 || status == 401)
        ? Optional.of(ConnectorError.INVALID_CONFIG)
        : last.failure();
  }

  private static ConnectorException told(ConnectorHealth health, ConnectorError error) {
    return ConnectorException.of(error).message(health.message()).build();
  }

  private Trial open(TriedConfig config, CallRecorder recorder) {
    return host.trial(config.instanceId(), config.connectorId(), config.config(), recorder);
  }

  /** Nothing was taken away from whoever it belongs to. */
  private static boolean isOfAnother(ConnectorException failure) {
    return failure.error() == ConnectorError.STATE_MISMATCH
        || failure.error() == ConnectorError.SIGN_IN_NOT_FOUND;
  }

  private static ConnectorException changed() {
    return ConnectorException.of(ConnectorError.SIGN_IN_EXPIRED)
        .message("The config was changed while the try was under way.")
        .build();
  }

  private TrialReport passed(TriedConfig config, CallRecorder recorder, CompletedSignIn done) {
    List<ProviderCall> calls = recorder.calls();
    boolean exchanged =
        calls.stream().anyMatch(call -> call.kind() == Kind.TOKEN && call.succeeded());
    if (!exchanged) {
      // A person that no provider was asked about proves nothing.
      return failure(
          config,
          recorder,
          TrialStep.TOKEN,
          ConnectorException.of(ConnectorError.INVALID_RESPONSE)
              .message("The connector names a person, and has not asked the provider for a token.")
              .build());
    }
    boolean asked =
        calls.stream().anyMatch(call -> call.kind() == Kind.RESOURCE && call.succeeded());
    List<Step> steps =
        Arrays.stream(TrialStep.values())
            .map(
                step ->
                    new Step(
                        step,
                        step == TrialStep.USERINFO && !asked ? Outcome.NOT_NEEDED : Outcome.DONE))
            .toList();
    return new TrialReport(
        config.instanceId(),
        config.mark(),
        host.redirectUri(config.instanceId()),
        steps,
        Optional.empty(),
        shown(done.profile()),
        done.tokens().scopes().stream().sorted().toList(),
        calls);
  }

  private TrialReport failure(
      TriedConfig config, CallRecorder recorder, TrialStep failed, ConnectorException e) {
    var steps = new ArrayList<Step>();
    for (TrialStep step : TrialStep.values()) {
      int order = step.compareTo(failed);
      steps.add(
          new Step(
              step, order < 0 ? Outcome.DONE : order == 0 ? Outcome.FAILED : Outcome.NOT_REACHED));
    }
    return new TrialReport(
        config.instanceId(),
        config.mark(),
        host.redirectUri(config.instanceId()),
        steps,
        Optional.of(advice(config).of(failed, e)),
        Map.of(),
        List.of(),
        recorder.calls());
  }

  /** How far a completion came, by what was asked of the provider. */
  private static TrialStep reached(List<ProviderCall> calls, ConnectorException failure) {
    boolean exchanged =
        calls.stream().anyMatch(call -> call.kind() == Kind.TOKEN && call.succeeded());
    boolean tried = calls.stream().anyMatch(call -> call.kind() == Kind.TOKEN);
    boolean asked = calls.stream().anyMatch(call -> call.kind() == Kind.RESOURCE);
    boolean ofIdToken =
        switch (failure.error()) {
          case ID_TOKEN_INVALID, NONCE_MISMATCH -> true;
          default -> false;
        };
    if (!tried) {
      // Such as a callback that says no. Keys and documents are fetched for the exchange.
      return calls.isEmpty() ? TrialStep.CALLBACK : TrialStep.TOKEN;
    }
    return exchanged && asked && !ofIdToken ? TrialStep.USERINFO : TrialStep.TOKEN;
  }

  private Advice advice(TriedConfig config) {
    ConfigForm form =
        host.connectors().stream()
            .filter(known -> known.metadata().id().equals(config.connectorId()))
            .findFirst()
            .map(AvailableConnector::form)
            .orElseGet(() -> new ConfigForm(List.of()));
    return new Advice(form, config.config(), host.redirectUri(config.instanceId()));
  }

  private static Map<String, String> shown(UserProfile profile) {
    var shown = new LinkedHashMap<String, String>();
    shown.put("id", profile.id());
    profile.username().ifPresent(value -> shown.put("username", value));
    profile.name().ifPresent(value -> shown.put("name", value));
    profile
        .email()
        .ifPresent(
            value -> {
              shown.put("email", value);
              shown.put("emailVerified", String.valueOf(profile.emailVerified()));
            });
    profile
        .phone()
        .ifPresent(
            value -> {
              shown.put("phone", value);
              shown.put("phoneVerified", String.valueOf(profile.phoneVerified()));
            });
    profile.avatar().ifPresent(value -> shown.put("avatar", value.toString()));
    profile.profileUrl().ifPresent(value -> shown.put("profileUrl", value.toString()));
    profile.locale().ifPresent(value -> shown.put("locale", String.valueOf(value)));
    return shown;
  }
}
