package dev.connectorkit.console.instance;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.ConfigIntake.Accepted;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.host.trial.CallRecorder;
import dev.connectorkit.spi.ConnectorException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Changes of instances that people can sign in with: kept beside what is live, tried like a draft,
 * and then put live or discarded. An instance has one at most; a change of one that nobody can sign
 * in with is made at once.
 */
public final class PendingChanges {

  private final ConsoleDatabase database;
  private final ConnectorHost host;
  private final Instances instances;
  private final InstanceSync sync;
  private final AuditTrail audit;
  private final Clock clock;
  private final SecretSeal seal;
  private final ConfigIntake intake;

  public PendingChanges(
      ConsoleDatabase database,
      SealingKeys keys,
      ConnectorHost host,
      Instances instances,
      InstanceSync sync,
      AuditTrail audit,
      Clock clock) {
    this.database = database;
    this.host = host;
    this.instances = instances;
    this.sync = sync;
    this.audit = audit;
    this.clock = clock;
    this.seal = new SecretSeal(keys);
    this.intake = new ConfigIntake(host, sync.sources(), seal, clock);
  }

  /** By the instance's id. */
  public Map<String, PendingChange> all() {
    return database.read(
        handle -> {
          var all = new LinkedHashMap<String, PendingChange>();
          List<InstanceRow> rows = InstanceTable.all(handle);
          for (PendingRow pending : PendingTable.all(handle)) {
            rows.stream()
                .filter(row -> row.id().equals(pending.instanceId()))
                .forEach(row -> all.put(row.id(), view(row, pending)));
          }
          return all;
        });
  }

  public Optional<PendingChange> find(String id) {
    return Optional.ofNullable(all().get(id));
  }

  /**
   * Saves a change: beside what is live when people can sign in with that, and at once otherwise. A
   * name is changed at once.
   *
   * @param change to what is pending already, if anything is
   * @param revision of the instance as the change was made from
   * @param live whether it is wanted at once, untried
   * @throws ConsoleException with {@link ConsoleError#CONFLICT} when it has another one by now
   * @throws ConnectorException with all problems of the config
   */
  public StoredInstance save(
      String id, long revision, InstanceChange change, boolean live, String by) {
    Optional<InstanceRow> found = database.read(handle -> InstanceTable.find(handle, id));
    if (live || found.filter(row -> row.state() == StoredInstance.State.ENABLED).isEmpty()) {
      return instances.update(id, revision, change, by);
    }
    InstanceRow row = found.get();
    Instances.requireRevision(row, revision);
    Optional<PendingRow> before = database.read(handle -> PendingTable.find(handle, id));
    InstanceRow base = before.map(pending -> pending.over(row)).orElse(row);
    Accepted config =
        intake.accept(id, row.connectorId(), change.config(), Optional.of(base), change.kept());
    boolean fresh = before.filter(pending -> pending.madeFrom() != row.configRevision()).isEmpty();
    if (fresh && !config.differs(base)) {
      // The name alone.
      return change(id, revision, by, one -> one.withName(name(change)), handle -> {});
    }
    requireRuns(row, config);
    var pending =
        new PendingRow(
            id,
            row.configRevision(),
            config.config(),
            config.secrets(),
            before.map(PendingRow::tried).orElse(row.tried()),
            by,
            clock.millis());
    return change(
        id,
        revision,
        by,
        one -> one.withName(name(change)),
        handle -> {
          PendingTable.put(handle, pending);
          audit.add(
              handle,
              by,
              "instance.change-saved",
              id,
              AuditValue.of(base.view()),
              AuditValue.of(pending.over(row).view()));
        });
  }

  /**
   * Lets people sign in with the change.
   *
   * @param anyway whether that is wanted although it has not passed a try
   * @throws ConsoleException with {@link ConsoleError#NOT_TRIED}, or with {@link
   *     ConsoleError#CONFLICT} when what is live was changed since
   */
  public StoredInstance putLive(String id, boolean anyway, String by) {
    return sync.locked(
        () -> {
          InstanceRow row = row(id);
          PendingRow pending = required(id);
          if (pending.madeFrom() != row.configRevision()) {
            throw new ConsoleException(
                ConsoleError.CONFLICT,
                "What is live was changed since this change was saved. Look at it, and save the"
                    + " change again, or discard it.");
          }
          InstanceRow next = pending.over(row);
          EffectiveInstance effective = sync.effective().of(next);
          if (!anyway && !effective.view().tried()) {
            throw new ConsoleException(
                ConsoleError.NOT_TRIED,
                "This change has not passed a try. Try a sign-in first, or put it live anyway.");
          }
          return instances.replace(
              row,
              next,
              effective.open(seal),
              by,
              anyway ? "instance.change-put-live-anyway" : "instance.change-put-live");
        });
  }

  /** Forgets the change; what is live goes on. */
  public StoredInstance discard(String id, String by) {
    InstanceRow row = row(id);
    PendingRow pending = required(id);
    return change(
        id,
        row.revision(),
        by,
        one -> one,
        handle -> {
          PendingTable.delete(handle, id);
          audit.add(
              handle,
              by,
              "instance.change-discarded",
              id,
              AuditValue.of(pending.over(row).view()),
              "");
        });
  }

  /**
   * What a try of the instance tries: the change, where there is one.
   *
   * @throws ConnectorException when it cannot be read or opened
   */
  public Instances.Opened open(String id) {
    Optional<EffectiveInstance> pending = effective(id);
    if (pending.isEmpty()) {
      return instances.open(id);
    }
    EffectiveInstance one = pending.get();
    return new Instances.Opened(
        one.view().connectorId(), one.open(seal).joined(), sync.effective().mark(one));
  }

  /** As {@link Instances#passed}, of the change or of what is live. */
  public void passed(String id, String mark, String by) {
    boolean ofChange =
        effective(id).filter(one -> sync.effective().mark(one).equals(mark)).isPresent();
    if (!ofChange) {
      instances.passed(id, mark, by);
      return;
    }
    String sealed = sync.effective().marks().seal(id, mark);
    change(
        id,
        row(id).revision(),
        by,
        one -> one,
        handle -> {
          PendingTable.find(handle, id)
              .ifPresent(pending -> PendingTable.put(handle, pending.withTried(sealed)));
          audit.add(handle, by, "instance.change-tried", id, "", "");
        });
  }

  /** What would refuse it when it is put live refuses it now. */
  private void requireRuns(InstanceRow row, Accepted config) {
    host.trial(row.id(), row.connectorId(), config.runs().joined(), new CallRecorder()).close();
  }

  private StoredInstance change(
      String id, long revision, String by, UnaryOperator<InstanceRow> change, With with) {
    database.change(
        handle -> {
          long next = ChangeCount.INSTANCES.next(handle);
          InstanceRow former = row(handle, id);
          Instances.requireRevision(former, revision);
          InstanceRow row = change.apply(former).revised(next, clock.millis());
          InstanceTable.update(handle, row, former.revision());
          if (!row.displayName().equals(former.displayName())) {
            audit.add(
                handle,
                by,
                "instance.changed",
                id,
                AuditValue.of(former.view()),
                AuditValue.of(row.view()));
          }
          with.in(handle);
          return Boolean.TRUE;
        });
    sync.look();
    return instances.get(id);
  }

  private Optional<EffectiveInstance> effective(String id) {
    return database.read(
        handle ->
            InstanceTable.find(handle, id)
                .flatMap(
                    row ->
                        PendingTable.find(handle, id)
                            .map(pending -> sync.effective().of(pending.over(row)))));
  }

  private PendingChange view(InstanceRow row, PendingRow pending) {
    return new PendingChange(
        sync.effective().of(pending.over(row)).view(),
        pending.madeFrom() != row.configRevision(),
        pending.changedBy(),
        Instant.ofEpochMilli(pending.changedAt()),
        Differences.between(row.view(), pending.over(row).view()));
  }

  private PendingRow required(String id) {
    return database
        .read(handle -> PendingTable.find(handle, id))
        .orElseThrow(
            () ->
                new ConsoleException(
                    ConsoleError.NOT_FOUND, "This instance has no change that is not live yet."));
  }

  private InstanceRow row(String id) {
    return database.read(handle -> row(handle, id));
  }

  private InstanceRow row(Handle handle, String id) {
    return InstanceTable.find(handle, id)
        .orElseThrow(() -> InstanceRules.elsewhere(id, sync.sources()));
  }

  private static String name(InstanceChange change) {
    return InstanceRules.name(change.displayName());
  }

  /** What belongs to a change of the row. */
  private interface With {
    void in(Handle handle);
  }
}
