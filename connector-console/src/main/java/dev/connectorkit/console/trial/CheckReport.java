package dev.connectorkit.console.trial;

import dev.connectorkit.host.trial.ProviderCall;
import java.util.List;
import java.util.Optional;

/**
 * What a check without a user found out.
 *
 * @param sentence of the connector
 * @param failure what to change; empty when nothing is known to be wrong
 */
public record CheckReport(
    Verdict verdict,
    String sentence,
    Optional<TrialReport.Failure> failure,
    List<ProviderCall> calls) {

  public CheckReport {
    calls = List.copyOf(calls);
  }

  /** Whether the config works. */
  public enum Verdict {
    USABLE,
    UNUSABLE,
    /** This cannot be told without a sign-in. */
    UNKNOWN
  }
}
