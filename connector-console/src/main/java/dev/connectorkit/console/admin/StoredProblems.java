package dev.connectorkit.console.admin;

import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.trial.TrialReport;
import dev.connectorkit.spi.ConfigProblem;
import java.util.List;
import java.util.Optional;

/**
 * What is known to be wrong with a config that is stored, for its fields.
 *
 * @param title what stands above it; empty for nothing
 */
record StoredProblems(String title, List<ConfigProblem> all) {

  /**
   * @param failed how the last try of this very config failed
   */
  static StoredProblems of(StoredInstance instance, Optional<TrialReport.Failure> failed) {
    if (!instance.missingSecrets().isEmpty()) {
      return new StoredProblems("Secrets are missing", missing(instance));
    }
    return failed
        .filter(failure -> !failure.pointer().isEmpty())
        .map(failure -> new StoredProblems("The last try failed", List.of(problem(failure))))
        .orElseGet(() -> new StoredProblems("", List.of()));
  }

  private static ConfigProblem problem(TrialReport.Failure failure) {
    return new ConfigProblem(
        failure.pointer(), "tried", "The last try failed: " + failure.sentence());
  }

  /** What an import or a file leaves open. */
  private static List<ConfigProblem> missing(StoredInstance instance) {
    String why =
        instance.readOnly()
            ? " has no value: what the file refers to is not there."
            : " is missing: it was not in the imported file. Enter it.";
    return instance.missingSecrets().stream()
        .map(
            pointer ->
                new ConfigProblem(pointer, "secretMissing", "'" + pointer.substring(1) + "'" + why))
        .toList();
  }
}
