package dev.connectorkit.console.transfer;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.ApplicationRules;
import dev.connectorkit.console.handover.ApplicationTable;
import dev.connectorkit.console.handover.ApplicationText;
import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.source.ApplicationEntry;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.ApplicationStep;
import dev.connectorkit.spi.ConfigProblem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What an import makes of the applications; a file that has none leaves them alone. */
final class ApplicationImport {

  private final AuditTrail audit;
  private final Clock clock;

  ApplicationImport(AuditTrail audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Plans, and changes nothing.
   *
   * @param problems takes what is wrong, with pointers into the file
   */
  Planned plan(Handle handle, InstancesFile file, boolean remove, List<ConfigProblem> problems) {
    var planned = new Planned();
    List<ApplicationEntry> entries = file.applications().orElse(List.of());
    ApplicationTable.all(handle).forEach(one -> planned.former.put(one.clientId(), one));
    for (int i = 0; i < entries.size(); i++) {
      ApplicationEntry entry = entries.get(i);
      try {
        step(
            planned,
            entry.clientId(),
            ApplicationRules.checked(
                new ApplicationChange(entry.name(), entry.redirectUris(), entry.instances())));
      } catch (ConsoleException e) {
        problems.add(
            new ConfigProblem(
                "/applications/" + i, e.error().code(), String.valueOf(e.getMessage())));
      }
    }
    if (file.applications().isPresent()) {
      planned.former.values().stream()
          .filter(one -> entries.stream().noneMatch(e -> e.clientId().equals(one.clientId())))
          .forEach(one -> planned.steps.add(other(one, remove)));
    }
    long after = planned.steps.stream().filter(step -> step.action() != Action.REMOVE).count();
    if (after > ApplicationRules.MOST) {
      problems.add(
          new ConfigProblem(
              "/applications",
              "maxItems",
              "More than " + ApplicationRules.MOST + " applications cannot be."));
    }
    return planned;
  }

  /** Does what was planned. */
  void store(Handle handle, Planned planned, String by) {
    for (ApplicationStep step : planned.steps) {
      Optional<Application> former = Optional.ofNullable(planned.former.get(step.clientId()));
      Optional<ApplicationChange> change =
          Optional.ofNullable(planned.changes.get(step.clientId()));
      switch (step.action()) {
        case CREATE ->
            ApplicationTable.insert(handle, step.clientId(), change.orElseThrow(), clock.millis());
        case CHANGE ->
            ApplicationTable.update(
                handle,
                step.clientId(),
                former.orElseThrow().revision(),
                change.orElseThrow(),
                clock.millis());
        case REMOVE -> ApplicationTable.delete(handle, step.clientId());
        case KEEP, LEAVE -> {
          continue;
        }
      }
      audit.add(
          handle,
          by,
          step.action() == Action.REMOVE ? "application.removed" : "application.imported",
          step.clientId(),
          former.map(ApplicationText::audit).orElse(""),
          ApplicationTable.find(handle, step.clientId()).map(ApplicationText::audit).orElse(""));
    }
  }

  private static void step(Planned planned, String clientId, ApplicationChange change) {
    Optional<Application> former = Optional.ofNullable(planned.former.get(clientId));
    List<Difference> differences = differences(former, change);
    Action action =
        former.isEmpty() ? Action.CREATE : differences.isEmpty() ? Action.KEEP : Action.CHANGE;
    planned.changes.put(clientId, change);
    planned.steps.add(
        new ApplicationStep(
            action,
            clientId,
            change.name(),
            differences,
            former.map(Application::secrets).orElse(List.of()).isEmpty()));
  }

  private static List<Difference> differences(
      Optional<Application> former, ApplicationChange next) {
    return Stream.of(
            Difference.between("name", former.map(Application::name).orElse(""), next.name()),
            Difference.between(
                "return addresses",
                former.map(one -> String.join(" ", one.redirectUris())).orElse(""),
                String.join(" ", next.redirectUris())),
            Difference.between(
                "instances",
                former.map(one -> String.join(" ", one.instances())).orElse(""),
                String.join(" ", next.instances())))
        .flatMap(Optional::stream)
        .toList();
  }

  private static ApplicationStep other(Application one, boolean remove) {
    return new ApplicationStep(
        remove ? Action.REMOVE : Action.LEAVE, one.clientId(), one.name(), List.of(), false);
  }

  /** Steps, and what they are made of. */
  static final class Planned {

    private final Map<String, Application> former = new LinkedHashMap<>();
    private final Map<String, ApplicationChange> changes = new LinkedHashMap<>();
    private final List<ApplicationStep> steps = new ArrayList<>();

    private Planned() {}

    List<ApplicationStep> steps() {
      return steps;
    }
  }
}
