package dev.connectorkit.console.source;

import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.OwnLogos.Variant;
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
 * @param logos its own, each as a {@code data:} URI (RFC 2397) or as the path of a file beside this
 *     one; empty when the file does not say
 */
public record InstanceEntry(
    String id,
    String connectorId,
    String displayName,
    StoredInstance.State state,
    Map<String, Object> config,
    Optional<Set<String>> secrets,
    Optional<Map<Variant, String>> logos) {

  /** Without the config: whoever wrote the file may have put a secret there. */
  @Override
  public String toString() {
    return "InstanceEntry[" + id + ", " + connectorId + ", " + state + "]";
  }
}
