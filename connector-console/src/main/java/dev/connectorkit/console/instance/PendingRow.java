package dev.connectorkit.console.instance;

import dev.connectorkit.console.instance.InstanceRow.SealedSecret;
import java.util.Map;
import java.util.Set;

/**
 * A change of an instance that is not live yet, as the database has it.
 *
 * @param madeFrom the config revision of the instance that it was made from
 * @param tried sealed: the mark of what passed a try; empty for nothing
 */
public record PendingRow(
    String instanceId,
    long madeFrom,
    String config,
    Map<String, SealedSecret> secrets,
    String tried,
    String changedBy,
    long changedAt) {

  /** The instance as it would be. */
  public InstanceRow over(InstanceRow live) {
    return live.withConfig(config, secrets, Set.of()).withTried(tried);
  }

  PendingRow withTried(String sealedMark) {
    return new PendingRow(instanceId, madeFrom, config, secrets, sealedMark, changedBy, changedAt);
  }

  PendingRow withSecrets(Map<String, SealedSecret> resealed) {
    return new PendingRow(instanceId, madeFrom, config, resealed, tried, changedBy, changedAt);
  }

  /** Without config and secrets. */
  @Override
  public String toString() {
    return "PendingRow[" + instanceId + ", " + madeFrom + "]";
  }
}
