package dev.connectorkit.console.source;

import dev.connectorkit.console.instance.StoredInstance;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An instance in a file.
 *
 * @param config JSON-shaped
 * @param displayName what the button says; empty for the connector's own name
 * @param secrets JSON pointers (RFC 6901) of those that exist and are not in the config; empty when
 *     the file does not say
 */
public record InstanceEntry(
    String id,
    String connectorId,
    String displayName,
    StoredInstance.State state,
    Map<String, Object> config,
    Optional<Set<String>> secrets) {

  /** Without the config: whoever wrote the file may have put a secret there. */
  @Override
  public String toString() {
    return "InstanceEntry[" + id + ", " + connectorId + ", " + state + "]";
  }
}
