package dev.connectorkit.console.transfer;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.AuditValue;
import dev.connectorkit.console.instance.ConfigIntake;
import dev.connectorkit.console.instance.ConfigIntake.Accepted;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.InstanceRules;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.InstanceTable;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.LogoTable;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.provider.InstanceProvider;
import dev.connectorkit.console.provider.KnownProvider;
import dev.connectorkit.console.provider.KnownProviders;
import dev.connectorkit.console.source.InstanceEntry;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.Difference;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.host.InstanceTarget;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What an import makes of the instances. */
final class InstanceImport {

  private final InstanceSources sources;
  private final ConfigIntake intake;
  private final AuditTrail audit;
  private final Clock clock;

  InstanceImport(InstanceSources sources, ConfigIntake intake, AuditTrail audit, Clock clock) {
    this.sources = sources;
    this.intake = intake;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Plans, and changes nothing.
   *
   * @param next the revision of what changes
   * @param problems takes what is wrong, with pointers into the file
   */
  Planned plan(
      Handle handle,
      InstancesFile file,
      References references,
      boolean remove,
      long next,
      List<ConfigProblem> problems) {
    var planned = new Planned();
    InstanceTable.all(handle).forEach(row -> planned.former.put(row.id(), row));
    planned.formerLogos.putAll(LogoTable.all(handle));
    for (int i = 0; i < file.instances().size(); i++) {
      InstanceEntry entry = file.instances().get(i);
      String pointer = "/instances/" + i;
      Map<Variant, Logo> logos = logos(entry, references, pointer, problems);
      try {
        step(planned, entry, references, next, logos);
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
        .forEach(row -> planned.steps.add(other(row, remove)));
    problems.addAll(targets(file, planned).problems());
    problems.addAll(strangers(handle, file, planned));
    planned.order.addAll(order(file, planned));
    if (planned.order.size() > InstanceRules.MOST) {
      problems.add(new ConfigProblem("/instances", "maxItems", InstanceRules.full().getMessage()));
    }
    return planned;
  }

  private TargetClashes targets(InstancesFile file, Planned planned) {
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
  private List<ConfigProblem> strangers(Handle handle, InstancesFile file, Planned planned) {
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

  /** Does what was planned. */
  void store(Handle handle, Planned planned, boolean anything, String by) {
    for (Step step : planned.steps) {
      Optional<InstanceRow> former = Optional.ofNullable(planned.former.get(step.id()));
      Optional<InstanceRow> row = Optional.ofNullable(planned.rows.get(step.id()));
      switch (step.action()) {
        case CREATE -> InstanceTable.insert(handle, row.orElseThrow());
        case CHANGE ->
            InstanceTable.update(handle, row.orElseThrow(), former.orElseThrow().revision());
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

  private static void storeLogos(Handle handle, String id, Planned planned) {
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

  private void step(
      Planned planned,
      InstanceEntry entry,
      References references,
      long next,
      Map<Variant, Logo> given) {
    Optional<InstanceRow> former = Optional.ofNullable(planned.former.get(entry.id()));
    String id = former.isEmpty() ? InstanceRules.newId(entry.id()) : entry.id();
    if (former.isEmpty() && sources.manages(id)) {
      throw InstanceRules.readOnly(id);
    }
    if (former.filter(row -> !row.connectorId().equals(entry.connectorId())).isPresent()) {
      throw new ConsoleException(
          ConsoleError.CONFLICT,
          "The instance '"
              + id
              + "' has another connector. Remove it first, or choose another id.");
    }
    Accepted config = accept(entry, former, references);
    boolean lacks = !config.missing().isEmpty();
    InstanceRow row = row(entry, former, config, lacks, next);
    Map<Variant, Logo> logos = entry.logos().isPresent() ? given : planned.formerLogos(id);
    planned.rows.put(id, row);
    planned.runs.put(id, config.runs().open());
    planned.logos.put(id, logos);
    List<Difference> differences = new ArrayList<>(Differences.between(former, row, config));
    differences.addAll(Differences.ofLogos(planned.formerLogos(id), logos));
    Action action =
        former.isEmpty() ? Action.CREATE : differences.isEmpty() ? Action.KEEP : Action.CHANGE;
    planned.steps.add(
        new Step(action, id, row.connectorId(), row.state(), differences, row.missing()));
  }

  private Accepted accept(
      InstanceEntry entry, Optional<InstanceRow> former, References references) {
    var problems = new ArrayList<ConfigProblem>();
    Map<String, Object> given =
        references.resolve(
            entry.config(),
            "",
            (pointer, sentence) -> problems.add(new ConfigProblem(pointer, "reference", sentence)));
    if (!problems.isEmpty()) {
      throw InstancesFile.refused(problems);
    }
    Set<String> stored = former.map(row -> row.secrets().keySet()).orElse(Set.of());
    var kept = new LinkedHashSet<>(stored);
    entry.secrets().ifPresent(kept::retainAll);
    kept.removeIf(place -> SplitConfig.find(given, place).isPresent());
    return intake.acceptIncomplete(
        entry.id(),
        entry.connectorId(),
        given,
        former,
        kept,
        entry.secrets().orElse(former.map(InstanceRow::missing).orElse(Set.of())));
  }

  /** One that lacks a secret is on no sign-in page. */
  private InstanceRow row(
      InstanceEntry entry,
      Optional<InstanceRow> former,
      Accepted config,
      boolean lacks,
      long next) {
    boolean used = former.filter(row -> row.state() != StoredInstance.State.DRAFT).isPresent();
    // A draft may get another provider, so what people could sign in with becomes none again.
    StoredInstance.State state =
        (lacks && entry.state() == StoredInstance.State.ENABLED)
                || (used && entry.state() == StoredInstance.State.DRAFT)
            ? StoredInstance.State.DISABLED
            : entry.state();
    boolean same = former.filter(row -> !config.differs(row)).isPresent();
    return new InstanceRow(
        entry.id(),
        entry.connectorId(),
        same ? former.orElseThrow().config() : config.config(),
        InstanceRules.name(entry.displayName()),
        former.map(InstanceRow::position).orElse(0),
        state,
        next,
        same ? former.orElseThrow().configRevision() : next,
        same ? former.orElseThrow().triedRevision() : 0,
        former.map(InstanceRow::createdAt).orElse(clock.millis()),
        clock.millis(),
        config.secrets(),
        config.missing());
  }

  private static Step other(InstanceRow row, boolean remove) {
    return new Step(
        remove ? Action.REMOVE : Action.LEAVE,
        row.id(),
        row.connectorId(),
        row.state(),
        List.of(),
        // Nothing has to be entered for what goes.
        remove ? Set.of() : row.missing());
  }

  /** First what is in the file, as it is there. */
  private static List<String> order(InstancesFile file, Planned planned) {
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

  /** Steps, and what they are made of. */
  static final class Planned {

    private final Map<String, InstanceRow> former = new LinkedHashMap<>();
    private final Map<String, Map<Variant, Logo>> formerLogos = new LinkedHashMap<>();
    private final Map<String, InstanceRow> rows = new LinkedHashMap<>();
    private final Map<String, Map<Variant, Logo>> logos = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> runs = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private Planned() {}

    List<Step> steps() {
      return steps;
    }

    /** Whether those that stay get another order. */
    boolean reordered() {
      List<String> stay = order.stream().filter(former::containsKey).toList();
      return !former.keySet().stream().filter(stay::contains).toList().equals(stay);
    }

    private Map<Variant, Logo> formerLogos(String id) {
      return formerLogos.getOrDefault(id, Map.of());
    }
  }
}
