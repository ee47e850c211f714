package dev.connectorkit.console.instance;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.provider.KnownProvider;
import dev.connectorkit.console.provider.KnownProviders;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Which providers people signed in with, and how one is given up: whoever releases one says that no
 * application knows its people any more.
 */
public final class ProviderRelease {

  private final ConsoleDatabase database;
  private final Instances instances;
  private final InstanceSync sync;
  private final AuditTrail audit;

  public ProviderRelease(
      ConsoleDatabase database, Instances instances, InstanceSync sync, AuditTrail audit) {
    this.database = database;
    this.instances = instances;
    this.sync = sync;
    this.audit = audit;
  }

  /** By id. */
  public List<Listed> list() {
    List<StoredInstance> all = instances.list();
    return database.read(KnownProviders::all).stream()
        .map(known -> new Listed(known, uses(all, known)))
        .toList();
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#NOT_FOUND}
   */
  public Listed get(String instanceId) {
    return list().stream()
        .filter(one -> one.provider().instanceId().equals(instanceId))
        .findFirst()
        .orElseThrow(ProviderRelease::notKnown);
  }

  /**
   * Forgets a provider, so that its id and target may be another one's.
   *
   * @param by the operator's name
   * @throws ConsoleException with {@link ConsoleError#CONFLICT} as long as an instance uses it
   */
  public void release(String instanceId, String by) {
    Listed known = get(instanceId);
    if (known.inUse()) {
      throw new ConsoleException(
          ConsoleError.CONFLICT,
          "The instance '" + instanceId + "' has this provider. Remove the instance first.");
    }
    database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          if (!KnownProviders.forget(handle, instanceId)) {
            throw notKnown();
          }
          audit.add(handle, by, "provider.released", instanceId, value(known.provider()), "");
          return Boolean.TRUE;
        });
    sync.look();
  }

  private boolean uses(List<StoredInstance> all, KnownProvider known) {
    return all.stream().anyMatch(one -> sync.review().uses(one, known));
  }

  private static String value(KnownProvider known) {
    var value = new LinkedHashMap<String, Object>();
    value.put("connector", known.connectorId());
    value.put("target", known.target());
    value.put("provider", known.values());
    return ConfigJson.write(value);
  }

  private static ConsoleException notKnown() {
    return new ConsoleException(
        ConsoleError.NOT_FOUND, "No provider is known of an instance of this id.");
  }

  /**
   * A provider that people signed in with.
   *
   * @param inUse whether an instance has it now
   */
  public record Listed(KnownProvider provider, boolean inUse) {}
}
