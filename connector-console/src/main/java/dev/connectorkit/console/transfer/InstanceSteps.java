package dev.connectorkit.console.transfer;

import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.ConfigIntake;
import dev.connectorkit.console.instance.ConfigIntake.Accepted;
import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.Differences;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.InstanceRules;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.instance.TryMarks;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.source.InstanceEntry;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.console.transfer.PlannedInstances.Waiting;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Logo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What becomes of each instance of a file. */
final class InstanceSteps {

  private final InstanceSources sources;
  private final ConfigIntake intake;
  private final TryMarks marks;
  private final Clock clock;
  private final References references;
  private final ImportOptions options;
  private final long next;

  /**
   * @param next the revision of what changes
   */
  InstanceSteps(
      InstanceSources sources,
      ConfigIntake intake,
      TryMarks marks,
      Clock clock,
      References references,
      ImportOptions options,
      long next) {
    this.sources = sources;
    this.intake = intake;
    this.marks = marks;
    this.clock = clock;
    this.references = references;
    this.options = options;
    this.next = next;
  }

  /**
   * Adds a step.
   *
   * @param given logos of the file
   */
  void add(PlannedInstances planned, InstanceEntry entry, Map<Variant, Logo> given) {
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
    Accepted config = accept(entry, former);
    boolean untried = untried(entry, former, config);
    Optional<Waiting> waiting = untried ? waiting(planned, entry, former) : Optional.empty();
    InstanceRow row =
        waiting.isPresent()
            ? former.orElseThrow().withName(name(entry)).revised(next, clock.millis())
            : row(entry, former, config, untried);
    waiting
        .filter(change -> change.config().differs(change.base()))
        .ifPresent(change -> planned.waiting.put(id, change));
    Map<Variant, Logo> logos = entry.logos().isPresent() ? given : planned.formerLogos(id);
    planned.rows.put(id, row);
    planned.runs.put(id, config.runs().open());
    planned.logos.put(id, logos);
    List<Difference> differences =
        new ArrayList<>(
            waiting
                .map(change -> between(change, row))
                .orElseGet(() -> Differences.between(former, row, config.kept())));
    differences.addAll(differences(planned.formerLogos(id), logos));
    Action action =
        former.isEmpty() ? Action.CREATE : differences.isEmpty() ? Action.KEEP : Action.CHANGE;
    planned.steps.add(
        new Step(
            action,
            id,
            row.connectorId(),
            row.state(),
            differences,
            row.missing(),
            untried,
            waiting.isPresent()));
  }

  static Step other(InstanceRow row, boolean remove) {
    return new Step(
        remove ? Action.REMOVE : Action.LEAVE,
        row.id(),
        row.connectorId(),
        row.state(),
        List.of(),
        // Nothing has to be entered for what goes.
        remove ? Set.of() : row.missing(),
        false,
        false);
  }

  /** What people sign in with goes on, and what nobody has tried waits beside it. */
  private Optional<Waiting> waiting(
      PlannedInstances planned, InstanceEntry entry, Optional<InstanceRow> former) {
    return former
        .filter(row -> row.state() == StoredInstance.State.ENABLED && !options.enableUntried())
        .map(row -> planned.formerWaiting.getOrDefault(row.id(), row))
        .map(base -> new Waiting(base, accept(entry, Optional.of(base))))
        .filter(change -> change.config().missing().isEmpty());
  }

  private static List<Difference> between(Waiting change, InstanceRow live) {
    Accepted config = change.config();
    InstanceRow next =
        change
            .base()
            .withName(live.displayName())
            .withConfig(config.config(), config.secrets(), Set.of());
    return Differences.between(Optional.of(change.base()), next, config.kept());
  }

  /** Pictures are told by kind, size and hash. */
  private static List<Difference> differences(Map<Variant, Logo> before, Map<Variant, Logo> after) {
    return Stream.of(Variant.values())
        .map(
            variant ->
                Difference.between(
                    "logo " + variant.code(),
                    Optional.ofNullable(before.get(variant)).map(InstanceSteps::word).orElse(""),
                    Optional.ofNullable(after.get(variant)).map(InstanceSteps::word).orElse("")))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String word(Logo logo) {
    return "%s, %d bytes, %.8s"
        .formatted(logo.mediaType(), logo.content().length, OwnLogos.hash(logo));
  }

  private static String name(InstanceEntry entry) {
    return InstanceRules.name(entry.displayName());
  }

  private Accepted accept(InstanceEntry entry, Optional<InstanceRow> former) {
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

  /** Whether the file enables what nobody has tried here: what is live as it is goes on. */
  private boolean untried(InstanceEntry entry, Optional<InstanceRow> former, Accepted config) {
    boolean live =
        former
            .filter(row -> row.state() == StoredInstance.State.ENABLED && !config.differs(row))
            .isPresent();
    return entry.state() == StoredInstance.State.ENABLED
        && config.missing().isEmpty()
        && !live
        && !marks.passed(
            entry.id(),
            former.map(InstanceRow::tried).orElse(""),
            marks.of(entry.id(), entry.connectorId(), config.runs()));
  }

  /** One that lacks a secret, or that nobody wants untried, is on no sign-in page. */
  private InstanceRow row(
      InstanceEntry entry, Optional<InstanceRow> former, Accepted config, boolean untried) {
    boolean used = former.filter(row -> row.state() != StoredInstance.State.DRAFT).isPresent();
    // A draft may get another provider, so what people could sign in with becomes none again.
    StoredInstance.State state =
        (entry.state() == StoredInstance.State.ENABLED
                    && (!config.missing().isEmpty() || (untried && !options.enableUntried())))
                || (used && entry.state() == StoredInstance.State.DRAFT)
            ? StoredInstance.State.DISABLED
            : entry.state();
    boolean same = former.filter(row -> !config.differs(row)).isPresent();
    return new InstanceRow(
        entry.id(),
        entry.connectorId(),
        same ? former.orElseThrow().config() : config.config(),
        name(entry),
        former.map(InstanceRow::position).orElse(0),
        state,
        next,
        same ? former.orElseThrow().configRevision() : next,
        former.map(InstanceRow::tried).orElse(""),
        former.map(InstanceRow::createdAt).orElse(clock.millis()),
        clock.millis(),
        config.secrets(),
        config.missing());
  }
}
