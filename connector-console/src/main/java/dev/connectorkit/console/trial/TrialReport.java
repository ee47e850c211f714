package dev.connectorkit.console.trial;

import dev.connectorkit.host.trial.ProviderCall;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a try went. There is no secret in it.
 *
 * @param redirectUri the one that was used
 * @param steps all of them, in order
 * @param failure of the step that failed; a try without one has passed
 * @param profile what an application would get, by the name of the member
 * @param scopes that were granted
 * @param calls to the provider, in order
 */
public record TrialReport(
    String instanceId,
    String mark,
    URI redirectUri,
    List<Step> steps,
    Optional<Failure> failure,
    Map<String, String> profile,
    List<String> scopes,
    List<ProviderCall> calls) {

  public TrialReport {
    steps = List.copyOf(steps);
    profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
    scopes = List.copyOf(scopes);
    calls = List.copyOf(calls);
  }

  /** Whether every step was done or was not needed. */
  public boolean passed() {
    return failure.isEmpty()
        && steps.stream()
            .allMatch(
                step -> step.outcome() == Outcome.DONE || step.outcome() == Outcome.NOT_NEEDED);
  }

  /** How far a step came. */
  public enum Outcome {
    DONE("done"),
    FAILED("failed"),
    NOT_REACHED("not reached"),
    NOT_NEEDED("not needed");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** One step. */
  public record Step(TrialStep step, Outcome outcome) {}

  /**
   * What went wrong.
   *
   * @param code typed, such as {@code invalid_config}
   * @param providerCode the provider's own, such as {@code invalid_client}; empty when it gave none
   * @param sentence what happened
   * @param advice what to change, and where
   * @param pointer of the field to change; empty when it is none of the config
   */
  public record Failure(
      TrialStep step,
      String code,
      String providerCode,
      String sentence,
      String advice,
      String pointer) {}
}
