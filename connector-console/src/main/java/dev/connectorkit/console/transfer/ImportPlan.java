package dev.connectorkit.console.transfer;

import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.StoredInstance;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an import does, or would do.
 *
 * @param revision of all that it was made for; applied to no other
 * @param steps instances in the order of the file, then what is not in it
 * @param applications the same; none when the file does not speak of them
 * @param reordered whether the order of the sign-in page changes
 */
public record ImportPlan(
    long revision, List<Step> steps, List<ApplicationStep> applications, boolean reordered) {

  public ImportPlan {
    steps = List.copyOf(steps);
    applications = List.copyOf(applications);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return !reordered && actions().noneMatch(Action::isChange);
  }

  /** Whether something of the file is not live, because its try is waited for. */
  public boolean waits() {
    return steps.stream().anyMatch(Step::waits);
  }

  /** Whether anything would be enabled without a passed try. */
  public boolean enablesUntried() {
    return steps.stream().anyMatch(Step::untried);
  }

  /** How many steps are of a kind. */
  public long count(Action action) {
    return actions().filter(one -> one == action).count();
  }

  private Stream<Action> actions() {
    return Stream.concat(
        steps.stream().map(Step::action), applications.stream().map(ApplicationStep::action));
  }

  /** What becomes of an instance or an application. */
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

    boolean isChange() {
      return this != KEEP && this != LEAVE;
    }
  }

  /**
   * One instance.
   *
   * @param state it will have
   * @param differences what changes; without secrets
   * @param missingSecrets JSON pointers of secrets that have to be entered before it can run
   * @param untried whether the file enables it although its config has not passed a try here
   * @param waits whether people can sign in with what is live as before, and the change is kept
   *     beside it until it is put live
   */
  public record Step(
      Action action,
      String id,
      String connectorId,
      StoredInstance.State state,
      List<Difference> differences,
      Set<String> missingSecrets,
      boolean untried,
      boolean waits) {

    public boolean isChange() {
      return action.isChange();
    }
  }

  /**
   * One application.
   *
   * @param differences what changes
   * @param needsSecret whether it has no secret, and so cannot be used before one is made
   */
  public record ApplicationStep(
      Action action,
      String clientId,
      String name,
      List<Difference> differences,
      boolean needsSecret) {

    public boolean isChange() {
      return action.isChange();
    }
  }
}
