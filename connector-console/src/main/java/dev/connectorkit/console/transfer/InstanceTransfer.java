package dev.connectorkit.console.transfer;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.AuditValue;
import dev.connectorkit.console.instance.ConfigIntake;
import dev.connectorkit.console.instance.ConfigIntake.Accepted;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.InstanceRules;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.InstanceTable;
import dev.connectorkit.console.instance.SecretSeal;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.source.InstanceEntry;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Takes the instances of the database to a file without secrets, and from one. */
public final class InstanceTransfer {

  private final ConsoleDatabase database;
  private final InstanceSources sources;
  private final AuditTrail audit;
  private final Clock clock;
  private final ConfigIntake intake;
  private final Runnable applied;

  /**
   * @param host knows the connectors; its instances are not touched
   * @param applied what is to happen when something was imported
   */
  public InstanceTransfer(
      ConsoleDatabase database,
      SealingKeys keys,
      ConnectorHost host,
      InstanceSources sources,
      AuditTrail audit,
      Clock clock,
      Runnable applied) {
    this.database = database;
    this.sources = sources;
    this.audit = audit;
    this.clock = clock;
    this.applied = applied;
    this.intake = new ConfigIntake(host, sources, new SecretSeal(keys), clock);
  }

  /** All instances of the database; of the secrets, where they are. */
  public InstancesFile export(String by) {
    InstancesFile file = export(database);
    audit.add(by, "instances.exported", "");
    return file;
  }

  /** The same where nobody changes anything meanwhile. */
  public static InstancesFile export(ConsoleDatabase database) {
    return new InstancesFile(
        database.read(InstanceTable::all).stream().map(InstanceTransfer::entry).toList());
  }

  /**
   * Tells what an import would do, and changes nothing.
   *
   * @param remove whether what is not in the file is to be removed
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} and all problems, each
   *     with its pointer into the file
   */
  public ImportPlan plan(InstancesFile file, References references, boolean remove) {
    return database.read(
        handle -> work(handle, file, references, remove, InstanceTable.revision(handle), 0).plan());
  }

  /**
   * Imports all of it or nothing.
   *
   * @param revision of the plan
   * @param by the operator's name
   * @throws ConsoleException with {@link ConsoleError#CONFLICT} when the instances are others than
   *     the plan was made for
   * @throws ConnectorException as {@link #plan}
   */
  public ImportPlan apply(
      InstancesFile file, References references, boolean remove, long revision, String by) {
    ImportPlan done =
        database.change(
            handle -> {
              long next = InstanceTable.nextRevision(handle);
              if (next != revision + 1) {
                throw new ConsoleException(
                    ConsoleError.CONFLICT,
                    "The instances were changed since this plan was made. Make a new one.");
              }
              Work work = work(handle, file, references, remove, revision, next);
              store(handle, work, by);
              return work.plan();
            });
    applied.run();
    return done;
  }

  private void store(Handle handle, Work work, String by) {
    for (Step step : work.plan().steps()) {
      Optional<InstanceRow> former = Optional.ofNullable(work.former().get(step.id()));
      Optional<InstanceRow> row = Optional.ofNullable(work.rows().get(step.id()));
      switch (step.action()) {
        case CREATE -> InstanceTable.insert(handle, row.orElseThrow());
        case CHANGE ->
            InstanceTable.update(handle, row.orElseThrow(), former.orElseThrow().revision());
        case REMOVE -> InstanceTable.delete(handle, step.id());
        case KEEP, LEAVE -> {
          continue;
        }
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
    if (!work.plan().isEmpty()) {
      for (int i = 0; i < work.order().size(); i++) {
        InstanceTable.place(handle, work.order().get(i), i);
      }
    }
  }

  /**
   * @param next the revision of what changes
   */
  private Work work(
      Handle handle,
      InstancesFile file,
      References references,
      boolean remove,
      long revision,
      long next) {
    var former = new LinkedHashMap<String, InstanceRow>();
    InstanceTable.all(handle).forEach(row -> former.put(row.id(), row));
    var rows = new LinkedHashMap<String, InstanceRow>();
    var steps = new ArrayList<Step>();
    var problems = new ArrayList<ConfigProblem>();
    for (int i = 0; i < file.instances().size(); i++) {
      InstanceEntry entry = file.instances().get(i);
      String pointer = "/instances/" + i;
      try {
        Step step =
            step(entry, Optional.ofNullable(former.get(entry.id())), references, next, rows);
        steps.add(step);
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
    former.values().stream()
        .filter(
            row ->
                !rows.containsKey(row.id())
                    && file.instances().stream().noneMatch(e -> e.id().equals(row.id())))
        .forEach(row -> steps.add(other(row, remove)));
    List<String> order = order(file, former, steps);
    if (order.size() > InstanceRules.MOST) {
      problems.add(new ConfigProblem("/instances", "maxItems", InstanceRules.full().getMessage()));
    }
    if (!problems.isEmpty()) {
      throw InstancesFile.refused(problems);
    }
    List<String> before = new ArrayList<>(former.keySet());
    List<String> stay = order.stream().filter(former::containsKey).toList();
    before.retainAll(stay);
    return new Work(new ImportPlan(revision, steps, !before.equals(stay)), former, rows, order);
  }

  private Step step(
      InstanceEntry entry,
      Optional<InstanceRow> former,
      References references,
      long next,
      Map<String, InstanceRow> rows) {
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
    rows.put(id, row);
    List<ImportPlan.Difference> differences = Differences.between(former, row, config);
    Action action =
        former.isEmpty() ? Action.CREATE : differences.isEmpty() ? Action.KEEP : Action.CHANGE;
    return new Step(action, id, row.connectorId(), row.state(), differences, row.missing());
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
        row.missing());
  }

  /** First what is in the file, as it is there. */
  private static List<String> order(
      InstancesFile file, Map<String, InstanceRow> former, List<Step> steps) {
    var order = new ArrayList<String>();
    file.instances().forEach(entry -> order.add(entry.id()));
    former.keySet().stream()
        .filter(id -> !order.contains(id))
        .filter(
            id ->
                steps.stream()
                    .noneMatch(step -> step.id().equals(id) && step.action() == Action.REMOVE))
        .toList()
        .forEach(order::add);
    return order;
  }

  private static ConfigProblem inside(String pointer, ConfigProblem problem) {
    return new ConfigProblem(pointer + problem.pointer(), problem.keyword(), problem.message());
  }

  private static InstanceEntry entry(InstanceRow row) {
    var secrets = new LinkedHashSet<>(row.secrets().keySet());
    secrets.addAll(row.missing());
    return new InstanceEntry(
        row.id(),
        row.connectorId(),
        row.displayName(),
        row.state(),
        row.view().config(),
        Optional.of(secrets));
  }

  /**
   * A plan and what it is made of.
   *
   * @param former what is stored, by id
   * @param rows what is to be stored, by id
   * @param order of the sign-in page then
   */
  private record Work(
      ImportPlan plan,
      Map<String, InstanceRow> former,
      Map<String, InstanceRow> rows,
      List<String> order) {}
}
