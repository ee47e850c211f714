package dev.connectorkit.console.instance;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.instance.InstanceRow.SealedSecret;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Takes a key out of use: what is sealed under a former key is sealed under the present one. */
public final class Resealing {

  private final ConsoleDatabase database;
  private final SecretSeal seal;
  private final AuditTrail audit;

  public Resealing(ConsoleDatabase database, SealingKeys keys, AuditTrail audit) {
    this.database = database;
    this.seal = new SecretSeal(keys);
    this.audit = audit;
  }

  /**
   * Seals all of them or none; tells how many.
   *
   * @throws ConnectorException when a secret cannot be opened; names its key
   */
  public int run(String by) {
    return database.change(
        handle -> {
          int count = 0;
          for (InstanceRow row : InstanceTable.all(handle)) {
            for (Map.Entry<String, SealedSecret> entry : row.secrets().entrySet()) {
              count += reseal(handle, row.id(), entry.getKey(), entry.getValue().sealed());
            }
            InstanceTable.reseal(handle, row.id(), TryMarks.resealed(seal, row.id(), row.tried()));
          }
          for (PendingRow row : PendingTable.all(handle)) {
            count += reseal(handle, row);
          }
          audit.add(handle, by, "secrets.resealed", "", "", AuditValue.of(count + " secrets"));
          return count;
        });
  }

  private int reseal(Handle handle, PendingRow row) {
    var secrets = new LinkedHashMap<String, SealedSecret>();
    int count = 0;
    for (Map.Entry<String, SealedSecret> entry : row.secrets().entrySet()) {
      SealedSecret secret = entry.getValue();
      if (!seal.isCurrent(secret.sealed())) {
        count++;
        Secret open = seal.open(row.instanceId(), entry.getKey(), secret.sealed());
        secret =
            new SealedSecret(
                seal.seal(row.instanceId(), entry.getKey(), open), secret.replacedAt());
      }
      secrets.put(entry.getKey(), secret);
    }
    PendingTable.put(
        handle,
        row.withSecrets(secrets).withTried(TryMarks.resealed(seal, row.instanceId(), row.tried())));
    return count;
  }

  private int reseal(Handle handle, String instanceId, String pointer, String former) {
    if (seal.isCurrent(former)) {
      return 0;
    }
    Secret secret = seal.open(instanceId, pointer, former);
    String sealed = seal.seal(instanceId, pointer, secret);
    InstanceTable.reseal(handle, instanceId, pointer, former, sealed);
    return 1;
  }
}
