package dev.connectorkit.console.trial;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.spi.ConnectorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks and tries of stored instances, for pages and programs alike; of the change that is not
 * live yet, where there is one.
 */
public final class InstanceTrials {

  private final Instances instances;
  private final PendingChanges changes;
  private final Trials trials;
  private final ProgramTries programs;
  private final LastReports reports;

  public InstanceTrials(
      Instances instances,
      PendingChanges changes,
      Trials trials,
      ProgramTries programs,
      LastReports reports) {
    this.instances = instances;
    this.changes = changes;
    this.trials = trials;
    this.programs = programs;
    this.reports = reports;
  }

  /** Asks the provider without a user whether the stored config is usable. */
  public CheckReport check(String id) {
    return trials.check(tried(id));
  }

  /**
   * Begins a try in the browser that asks for it.
   *
   * @return empty when it failed before the provider is seen; then there is a report
   */
  public Optional<StartedTrial> begin(String id) {
    return trials.begin(
        tried(id),
        Optional::of,
        report -> {
          reports.keep(report);
          return Optional.empty();
        });
  }

  /**
   * How the last try went; empty when there was none within the last hour.
   *
   * @throws ConsoleException when there is no such instance
   */
  public Optional<LastReport> last(String id) {
    instances.get(id);
    return reports.of(id);
  }

  /** What was wrong in the last try; empty when it was none of the config that is stored now. */
  public Optional<TrialReport.Failure> lastFailure(String id) {
    return last(id)
        .map(LastReport::report)
        .filter(report -> !changedSince(report))
        .flatMap(TrialReport::failure);
  }

  /** Whether a report is of another config than the one that is stored now. */
  public boolean changedSince(TrialReport report) {
    return !isNow(report.instanceId(), report.mark());
  }

  /** Whether a try that was begun is of the config that is stored now. */
  public boolean isNow(String id, HeldTry held) {
    return isNow(id, held.mark());
  }

  private boolean isNow(String id, String mark) {
    try {
      return changes.open(id).mark().equals(mark);
    } catch (ConnectorException e) {
      // What cannot be opened is not what was tried.
      return false;
    }
  }

  /** Whether it could be enabled on the page now: that is not done yet, and not done elsewhere. */
  public boolean canBeEnabled(String id) {
    StoredInstance instance = instances.get(id);
    return !instance.enabled() && !instance.readOnly();
  }

  /** Whether there is a change that passed its try and could be put live on the page now. */
  public boolean canBePutLive(String id) {
    return changes.find(id).filter(one -> one.instance().tried() && !one.stale()).isPresent();
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
          reports.keep(made);
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
