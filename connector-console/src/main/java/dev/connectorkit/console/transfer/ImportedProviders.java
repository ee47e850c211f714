package dev.connectorkit.console.transfer;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.instance.ConfigIntake;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.provider.InstanceProvider;
import dev.connectorkit.console.provider.KnownProvider;
import dev.connectorkit.console.provider.KnownProviders;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.host.InstanceTarget;
import dev.connectorkit.spi.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whose people an import would have sign in, and whether they would be taken for others. */
final class ImportedProviders {

  private final InstanceSources sources;
  private final ConfigIntake intake;

  ImportedProviders(InstanceSources sources, ConfigIntake intake) {
    this.sources = sources;
    this.intake = intake;
  }

  /** What is wrong, with pointers into the file. */
  List<ConfigProblem> problems(Handle handle, InstancesFile file, PlannedInstances planned) {
    var problems = new ArrayList<>(targets(file, planned).problems());
    problems.addAll(strangers(handle, file, planned));
    return problems;
  }

  private TargetClashes targets(InstancesFile file, PlannedInstances planned) {
    var targets = new TargetClashes(file.instances());
    planned.former.values().forEach(row -> targets.before(target(row)));
    planned.rows.forEach(
        (id, row) -> targets.after(target(id, row.connectorId(), planned.runs.get(id))));
    planned.steps.stream()
        .filter(step -> step.action() == Action.LEAVE)
        .forEach(step -> targets.after(target(planned.former.get(step.id()))));
    sources.managed().stream()
        .filter(one -> !planned.former.containsKey(one.id()))
        .forEach(one -> targets.after(target(one.id(), one.connectorId(), one.config())));
    return targets;
  }

  /** Those whose people would be taken for others, whom applications know already. */
  private List<ConfigProblem> strangers(
      Handle handle, InstancesFile file, PlannedInstances planned) {
    List<KnownProvider> known = KnownProviders.all(handle);
    var problems = new ArrayList<ConfigProblem>();
    for (int i = 0; i < file.instances().size(); i++) {
      String id = file.instances().get(i).id();
      String pointer = "/instances/" + i + "/id";
      Optional.ofNullable(planned.rows.get(id))
          .flatMap(row -> intake.provider(id, row.connectorId(), planned.runs.get(id)))
          .flatMap(next -> KnownProviders.clash(known, next))
          .ifPresent(
              sentence ->
                  problems.add(
                      new ConfigProblem(pointer, ConsoleError.OTHER_PROVIDER.code(), sentence)));
    }
    return problems;
  }

  private Optional<InstanceTarget> target(String id, String connectorId, Map<String, ?> config) {
    return intake.provider(id, connectorId, config).map(InstanceProvider::target);
  }

  private Optional<InstanceTarget> target(InstanceRow row) {
    return target(row.id(), row.connectorId(), row.view().config());
  }
}
