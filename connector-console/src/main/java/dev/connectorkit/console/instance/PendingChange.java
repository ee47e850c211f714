package dev.connectorkit.console.instance;

import java.time.Instant;
import java.util.List;

/**
 * A change of an instance that is not live yet.
 *
 * @param instance as it would be, and whether that passed a try
 * @param stale whether what is live was changed since: then this can only be saved anew or
 *     discarded
 * @param differences from what is live
 */
public record PendingChange(
    StoredInstance instance,
    boolean stale,
    String changedBy,
    Instant changedAt,
    List<Difference> differences) {

  public PendingChange {
    differences = List.copyOf(differences);
  }
}
