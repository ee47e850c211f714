package dev.connectorkit.console.transfer;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.AuditValue;
import dev.connectorkit.console.instance.ConfigIntake;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.InstanceRules;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.InstanceTable;
import dev.connectorkit.console.instance.PendingRow;
import dev.connectorkit.console.instance.PendingTable;
import dev.connectorkit.console.instance.TryMarks;
import dev.connectorkit.console.logo.LogoTable;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.source.InstanceEntry;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.console.transfer.PlannedInstances.Waiting;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What an import makes of the instances. */
final class InstanceImport {

  private final InstanceSources sources;
  private final ConfigIntake intake;
  private final TryMarks marks;
  private final AuditTrail audit;
  private final Clock clock;

  InstanceImport(
      InstanceSources sources, ConfigIntake intake, TryMarks marks, AuditTrail audit, Clock clock) {
    this.sources = sources;
    this.intake = intake;
    this.marks = marks;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Plans, and changes nothing.
   *
   * @param next the revision of what changes
   * @param problems takes what is wrong, with pointers into the file
   */
  PlannedInstances plan(
      Handle handle,
      InstancesFile file,
      References references,
      ImportOptions options,
      long next,
      List<ConfigProblem> problems) {
    var planned = new PlannedInstances();
    var steps = new InstanceSteps(sources, intake, marks, clock, references, options, next);
    InstanceTable.all(handle).forEach(row -> planned.former.put(row.id(), row));
    PendingTable.all(handle).forEach(planned::addFormerWaiting);
    planned.formerLogos.putAll(LogoTable.all(handle));
    for (int i = 0; i < file.instances().size(); i++) {
      InstanceEntry entry = file.instances().get(i);
      String pointer = "/instances/" + i;
      Map<Variant, Logo> logos = logos(entry, references, pointer, problems);
      try {
        steps.add(planned, entry, logos);
      } catch (ConnectorException e) {
        e.problems().forEach(problem -> problems.add(inside(pointer + "/config", problem)));
        if (e.problems().isEmpty()) {
          problems.add(new ConfigProblem(pointer, "usable", String.valueOf(e.getMessage())));
        }
      } catch (ConsoleException e) {
        problems.add(
            new ConfigProblem(
                pointer + (e.error() == ConsoleError.NOT_FOUND ? "/connector" : "/id"),
                e.error().code(),
                String.valueOf(e.getMessage())));
      }
    }
    planned.former.values().stream()
        .filter(row -> file.instances().stream().noneMatch(e -> e.id().equals(row.id())))
        .forEach(row -> planned.steps.add(InstanceSteps.other(row, options.remove())));
    problems.addAll(new ImportedProviders(sources, intake).problems(handle, file, planned));
    planned.order.addAll(order(file, planned));
    if (planned.order.size() > InstanceRules.MOST) {
      problems.add(new ConfigProblem("/instances", "maxItems", InstanceRules.full().getMessage()));
    }
    return planned;
  }

  /** Does what was planned. */
  void store(Handle handle, PlannedInstances planned, boolean anything, String by) {
    for (Step step : planned.steps) {
      Optional<InstanceRow> former = Optional.ofNullable(planned.former.get(step.id()));
      Optional<InstanceRow> row = Optional.ofNullable(planned.rows.get(step.id()));
      switch (step.action()) {
        case CREATE -> InstanceTable.insert(handle, row.orElseThrow());
        case CHANGE -> {
          InstanceTable.update(handle, row.orElseThrow(), former.orElseThrow().revision());
          Optional.ofNullable(planned.waiting.get(step.id()))
              .ifPresent(change -> storeWaiting(handle, change, by));
        }
        case REMOVE -> InstanceTable.delete(handle, step.id());
        case KEEP, LEAVE -> {
          continue;
        }
      }
      if (step.action() != Action.REMOVE) {
        storeLogos(handle, step.id(), planned);
      }
      audit.add(
          handle,
          by,
          step.action() == Action.REMOVE ? "instance.removed" : "instance.imported",
          step.id(),
          former.map(InstanceRow::view).map(AuditValue::of).orElse(""),
          row.filter(one -> step.action() != Action.REMOVE)
              .map(InstanceRow::view)
              .map(AuditValue::of)
              .orElse(""));
    }
    if (anything) {
      for (int i = 0; i < planned.order.size(); i++) {
        InstanceTable.place(handle, planned.order.get(i), i);
      }
    }
  }

  private void storeWaiting(Handle handle, Waiting change, String by) {
    InstanceRow base = change.base();
    var pending =
        new PendingRow(
            base.id(),
            base.configRevision(),
            change.config().config(),
            change.config().secrets(),
            base.tried(),
            by,
            clock.millis());
    PendingTable.put(handle, pending);
    audit.add(
        handle,
        by,
        "instance.change-saved",
        base.id(),
        AuditValue.of(base.view()),
        AuditValue.of(pending.over(base).view()));
  }

  private static void storeLogos(Handle handle, String id, PlannedInstances planned) {
    Map<Variant, Logo> after = planned.logos.get(id);
    for (Variant variant : Variant.values()) {
      Optional<Logo> logo = Optional.ofNullable(after.get(variant));
      if (logo.isEmpty()) {
        LogoTable.delete(handle, id, variant);
      } else if (!logo.equals(Optional.ofNullable(planned.formerLogos(id).get(variant)))) {
        LogoTable.put(handle, id, variant, logo.get());
      }
    }
  }

  /** What a file has; what it does not speak of is left to the one before. */
  private static Map<Variant, Logo> logos(
      InstanceEntry entry, References references, String pointer, List<ConfigProblem> problems) {
    var logos = new EnumMap<Variant, Logo>(Variant.class);
    entry
        .logos()
        .orElse(Map.of())
        .forEach(
            (variant, text) -> {
              try {
                logos.put(variant, references.logo(text));
              } catch (ConsoleException e) {
                problems.add(
                    new ConfigProblem(
                        pointer + "/logos/" + variant.code(),
                        "logo",
                        String.valueOf(e.getMessage())));
              }
            });
    return logos;
  }

  /** First what is in the file, as it is there. */
  private static List<String> order(InstancesFile file, PlannedInstances planned) {
    var order = new ArrayList<String>();
    file.instances().forEach(entry -> order.add(entry.id()));
    planned.steps.stream()
        .filter(step -> step.action() == Action.LEAVE)
        .map(Step::id)
        .forEach(order::add);
    return order;
  }

  private static ConfigProblem inside(String pointer, ConfigProblem problem) {
    return new ConfigProblem(pointer + problem.pointer(), problem.keyword(), problem.message());
  }
}
