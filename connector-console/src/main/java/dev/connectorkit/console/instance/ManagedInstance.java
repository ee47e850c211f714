package dev.connectorkit.console.instance;

import java.util.List;
import java.util.Map;

/**
 * An instance that is kept and changed elsewhere.
 *
 * @param displayName what the button says; empty for the connector's own name
 * @param config JSON-shaped, with its secrets as text
 * @param unresolved what is wrong with a value that is not in the config, by JSON pointer (RFC
 *     6901); one sentence each
 * @param flaws what of it cannot be used although it runs; one sentence each
 * @param revision another one for another content, and the same on all nodes
 */
public record ManagedInstance(
    String id,
    String connectorId,
    String displayName,
    StoredInstance.State state,
    Map<String, Object> config,
    Map<String, String> unresolved,
    List<String> flaws,
    long revision) {

  /** Without the config. */
  @Override
  public String toString() {
    return "ManagedInstance[" + id + ", " + connectorId + ", " + state + "]";
  }
}
