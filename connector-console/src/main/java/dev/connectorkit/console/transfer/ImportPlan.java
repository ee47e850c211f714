package dev.connectorkit.console.transfer;

import dev.connectorkit.console.instance.StoredInstance;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an import does, or would do.
 *
 * @param revision of all instances that it was made for; applied to no other
 * @param steps in the order of the file, then what is not in it
 * @param reordered whether the order of the sign-in page changes
 */
public record ImportPlan(long revision, List<Step> steps, boolean reordered) {

  public ImportPlan {
    steps = List.copyOf(steps);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return !reordered && steps.stream().noneMatch(Step::isChange);
  }

  /** How many steps are of a kind. */
  public long count(Action action) {
    return steps.stream().filter(step -> step.action() == action).count();
  }

  /** What becomes of an instance. */
  public enum Action {
    CREATE,
    CHANGE,
    /** In the file as it is in the database. */
    KEEP,
    /** Not in the file, and removed because that was asked for. */
    REMOVE,
    /** Not in the file, and not removed. */
    LEAVE;

    /** Such as {@code create}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One instance.
   *
   * @param state it will have
   * @param differences what changes; without secrets
   * @param missingSecrets JSON pointers of secrets that have to be entered before it can run
   */
  public record Step(
      Action action,
      String id,
      String connectorId,
      StoredInstance.State state,
      List<Difference> differences,
      Set<String> missingSecrets) {

    public boolean isChange() {
      return action == Action.CREATE || action == Action.CHANGE || action == Action.REMOVE;
    }
  }

  /**
   * One value that changes.
   *
   * @param place {@code name}, {@code state}, {@code config} with a JSON pointer, or {@code secret}
   *     with one
   * @param before as JSON, or a word about a secret; empty for nothing
   * @param after the same
   */
  public record Difference(String place, String before, String after) {}
}
