package dev.connectorkit.console.instance;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.ConfigIntake.Accepted;
import dev.connectorkit.console.provider.InstanceProvider;
import dev.connectorkit.console.provider.KnownProviders;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The one entry to the stored instances, for pages and programs alike. What the host refuses is not
 * stored; each change is in the audit trail, and reaches this node at once and every other within
 * seconds.
 *
 * <p>A refusal is a {@link ConsoleException}; a config that breaks its schema or cannot run is a
 * {@link ConnectorException} with all problems.
 */
public final class Instances {

  private final ConsoleDatabase database;
  private final ConnectorHost host;
  private final InstanceSync sync;
  private final AuditTrail audit;
  private final Clock clock;
  private final SecretSeal seal;
  private final ConfigIntake intake;

  public Instances(
      ConsoleDatabase database,
      SealingKeys keys,
      ConnectorHost host,
      InstanceSync sync,
      AuditTrail audit,
      Clock clock) {
    this.database = database;
    this.host = host;
    this.sync = sync;
    this.audit = audit;
    this.clock = clock;
    this.seal = new SecretSeal(keys);
    this.intake = new ConfigIntake(host, sync.sources(), seal, clock);
  }

  /** In the order of the sign-in page. */
  public List<StoredInstance> list() {
    return effective().stream().map(EffectiveInstance::view).toList();
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#NOT_FOUND}
   */
  public StoredInstance get(String id) {
    return find(id).view();
  }

  /**
   * The config with its secrets, for whoever tries it.
   *
   * @throws ConnectorException when it cannot be read or opened
   */
  public Opened open(String id) {
    EffectiveInstance one = find(id);
    return new Opened(
        one.view().connectorId(), one.open(seal).joined(), sync.effective().mark(one));
  }

  /** What to register at the provider, also before there is such an instance. */
  public URI redirectUri(String id) {
    return host.redirectUri(InstanceRules.id(id));
  }

  /**
   * Stores a new instance, as a draft at the end of the page.
   *
   * @param id part of the redirect URI, and never changed
   * @param by the operator's name
   */
  public StoredInstance create(String id, String connectorId, InstanceChange given, String by) {
    InstanceRules.newId(id);
    String name = InstanceRules.name(given.displayName());
    Accepted config = intake.accept(id, connectorId, given.config(), Optional.empty(), Set.of());
    return sync.locked(
        () -> {
          sync.look();
          requireFree(id);
          sync.run(id, connectorId, config.runs());
          return storing(
              () -> sync.forget(id),
              handle -> {
                List<InstanceRow> all = InstanceTable.all(handle);
                InstanceRules.room(all, id);
                long revision = ChangeCount.INSTANCES.next(handle);
                InstanceRow row =
                    new InstanceRow(
                        id,
                        connectorId,
                        config.config(),
                        name,
                        all.size(),
                        StoredInstance.State.DRAFT,
                        revision,
                        revision,
                        "",
                        clock.millis(),
                        clock.millis(),
                        config.secrets(),
                        Set.of());
                requireKnown(handle, row);
                InstanceTable.insert(handle, row);
                audit.add(handle, by, "instance.created", id, "", AuditValue.of(row.view()));
                return row;
              });
        });
  }

  /**
   * Changes config and name at once, and in the place of a change that was pending. A draft stays
   * one; a passed try counts as long as config and secrets are those that were tried.
   *
   * @param change to what is pending, if anything is
   * @param revision of the instance as the change was made from
   * @throws ConsoleException with {@link ConsoleError#CONFLICT} when it has another one by now
   */
  public StoredInstance update(String id, long revision, InstanceChange change, String by) {
    String name = InstanceRules.name(change.displayName());
    return sync.locked(
        () -> {
          InstanceRow former = database.read(handle -> row(handle, id));
          requireRevision(former, revision);
          Optional<PendingRow> pending = database.read(handle -> PendingTable.find(handle, id));
          InstanceRow base = pending.map(one -> one.over(former)).orElse(former);
          Accepted config =
              intake.accept(
                  id, former.connectorId(), change.config(), Optional.of(base), change.kept());
          if (pending.isEmpty() && !config.differs(former)) {
            return rename(former, name, by);
          }
          InstanceRow next =
              former.withName(name).withConfig(config.config(), config.secrets(), Set.of());
          return replace(former, next, config.runs(), by, "instance.changed");
        });
  }

  /**
   * Lets another config run, and stores it; a change that was pending is none any more. Under the
   * lock of {@link InstanceSync}.
   *
   * @param former as it was read
   * @param next with a config that was accepted
   */
  StoredInstance replace(
      InstanceRow former, InstanceRow next, SplitConfig runs, String by, String action) {
    sync.run(former.id(), former.connectorId(), runs);
    return storing(
        () -> sync.runAgain(former),
        handle -> {
          InstanceRow row = next.revisedConfig(ChangeCount.INSTANCES.next(handle), clock.millis());
          requireKnown(handle, row);
          PendingTable.delete(handle, row.id());
          put(handle, former, row, by, action);
          return row;
        });
  }

  /**
   * Shows it on the sign-in page.
   *
   * @param anyway whether that is wanted although the config has not passed a try
   * @throws ConsoleException with {@link ConsoleError#NOT_TRIED}, or {@link
   *     ConsoleError#SECRET_MISSING}, or {@link ConsoleError#OTHER_PROVIDER}
   */
  public StoredInstance enable(String id, boolean anyway, String by) {
    return change(
        id,
        (handle, row) -> {
          if (!row.missing().isEmpty() && !effective(row).view().missingSecrets().isEmpty()) {
            throw new ConsoleException(
                ConsoleError.SECRET_MISSING,
                "It lacks a secret since it was imported. Enter it first.");
          }
          if (!anyway && !effective(row).view().tried()) {
            throw new ConsoleException(
                ConsoleError.NOT_TRIED,
                "This config has not passed a try. Try a sign-in first, or enable it anyway.");
          }
          provider(row)
              .ifPresent(provider -> KnownProviders.remember(handle, provider, clock.instant()));
          return row.withState(StoredInstance.State.ENABLED);
        },
        by,
        anyway ? "instance.enabled-anyway" : "instance.enabled");
  }

  /** Takes it off the sign-in page. */
  public StoredInstance disable(String id, String by) {
    return change(
        id, (handle, row) -> row.withState(StoredInstance.State.DISABLED), by, "instance.disabled");
  }

  /**
   * A sign-in with a config came to its end.
   *
   * @param mark of what was tried; it counts for nothing else
   */
  public void passed(String id, String mark, String by) {
    if (sync.sources().manages(id) && find(id).view().readOnly()) {
      // There is no place to keep it: the file says whether it is enabled.
      audit.add(by, "instance.tried", id);
      return;
    }
    String sealed = sync.effective().marks().seal(id, mark);
    change(id, (handle, row) -> row.withTried(sealed), by, "instance.tried");
  }

  /** Removes it for good; its sign-ins in progress cannot be completed. */
  public void remove(String id, String by) {
    database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          InstanceRow row = row(handle, id);
          InstanceTable.delete(handle, id);
          audit.add(handle, by, "instance.removed", id, AuditValue.of(row.view()), "");
          return Boolean.TRUE;
        });
    sync.look();
  }

  private StoredInstance rename(InstanceRow former, String name, String by) {
    return change(
        former.id(),
        (handle, row) -> {
          requireRevision(row, former.revision());
          return row.withName(name);
        },
        by,
        "instance.changed");
  }

  private StoredInstance change(String id, Change change, String by, String action) {
    return seen(
        database.change(
            handle -> {
              long next = ChangeCount.INSTANCES.next(handle);
              InstanceRow former = row(handle, id);
              InstanceRow row = change.of(handle, former).revised(next, clock.millis());
              put(handle, former, row, by, action);
              return row;
            }));
  }

  private void put(Handle handle, InstanceRow former, InstanceRow row, String by, String action) {
    if (!InstanceTable.update(handle, row, former.revision())) {
      throw conflict();
    }
    audit.add(
        handle, by, action, row.id(), AuditValue.of(former.view()), AuditValue.of(row.view()));
  }

  /** Stores what the host runs already. */
  private StoredInstance storing(Runnable otherwise, ConsoleDatabase.Work<InstanceRow> work) {
    try {
      InstanceRow stored = database.change(work);
      sync.ran(stored);
      return seen(stored);
    } catch (RuntimeException e) {
      otherwise.run();
      throw e;
    }
  }

  private StoredInstance seen(InstanceRow stored) {
    sync.look();
    return effective(stored).view();
  }

  private List<EffectiveInstance> effective() {
    return sync.effective().all(database.read(InstanceTable::all));
  }

  private EffectiveInstance effective(InstanceRow row) {
    return sync.effective().of(row);
  }

  private EffectiveInstance find(String id) {
    return effective().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(InstanceRules::notFound);
  }

  private void requireFree(String id) {
    if (sync.sources().manages(id)
        || database.read(handle -> InstanceTable.find(handle, id)).isPresent()) {
      throw InstanceRules.taken(id);
    }
  }

  static void requireRevision(InstanceRow row, long revision) {
    if (row.revision() != revision) {
      throw conflict();
    }
  }

  private static ConsoleException conflict() {
    return new ConsoleException(
        ConsoleError.CONFLICT,
        "Somebody else changed this instance meanwhile. Look at it again, then make your change.");
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#OTHER_PROVIDER}
   */
  private void requireKnown(Handle handle, InstanceRow row) {
    provider(row).ifPresent(provider -> KnownProviders.require(handle, provider));
  }

  private Optional<InstanceProvider> provider(InstanceRow row) {
    return intake.provider(row.id(), row.connectorId(), row.view().config());
  }

  /** What is kept here and can be changed here. */
  private InstanceRow row(Handle handle, String id) {
    return InstanceTable.find(handle, id)
        .orElseThrow(() -> InstanceRules.elsewhere(id, sync.sources()));
  }

  /**
   * A config with its secrets.
   *
   * @param mark what a passed try of it counts for
   */
  public record Opened(String connectorId, Map<String, Object> config, String mark) {

    /** Without the config. */
    @Override
    public String toString() {
      return "Opened[" + connectorId + "]";
    }
  }

  private interface Change {
    InstanceRow of(Handle handle, InstanceRow row);
  }
}
