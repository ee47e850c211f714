package dev.connectorkit.console.trial;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks and tries of stored instances, for pages and programs alike; of the change that is not
 * live yet, where there is one.
 */
public final class InstanceTrials {

  private final PendingChanges changes;
  private final Trials trials;
  private final ProgramTries programs;

  public InstanceTrials(PendingChanges changes, Trials trials, ProgramTries programs) {
    this.changes = changes;
    this.trials = trials;
    this.programs = programs;
  }

  /** Asks the provider without a user whether the stored config is usable. */
  public CheckReport check(String id) {
    return trials.check(tried(id));
  }

  /** Begins a try in the browser that asks for it; see {@link Trials#begin}. */
  public <T> T begin(
      String id, Function<StartedTrial, T> started, Function<TrialReport, T> failed) {
    return trials.begin(tried(id), started, failed);
  }

  /**
   * Begins a try that a person finishes in some other browser.
   *
   * @param by the program's token
   */
  public ProgramTry beginForProgram(String id, String by) {
    return trials.begin(
        tried(id),
        started -> programs.begun(id, started, by),
        report -> programs.ended(id, report, by));
  }

  /**
   * Completes a try; one that passed counts for its config from then on.
   *
   * @return empty when the callback belongs to no try of this browser; then it is as it was
   */
  public Optional<TrialReport> complete(
      String id, HeldTry held, Map<String, List<String>> parameters) {
    Optional<TrialReport> report =
        trials.complete(tried(id), held.mark(), parameters, Optional.of(held.browserToken()));
    report.ifPresent(
        made -> {
          if (made.passed()) {
            changes.passed(id, made.mark(), held.begunBy());
          }
          if (!held.programTry().isEmpty()) {
            programs.finish(held.programTry(), made);
          }
        });
    return report;
  }

  /**
   * @throws ConsoleException when there is no such instance
   */
  private TriedConfig tried(String id) {
    Instances.Opened opened = changes.open(id);
    return new TriedConfig(id, opened.connectorId(), opened.config(), opened.mark());
  }
}
