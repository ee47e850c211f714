package dev.connectorkit.console.instance;

import java.util.Map;
import java.util.Set;

/**
 * What an instance is to be.
 *
 * @param config JSON-shaped, secrets as text or {@code Secret}; as somebody entered it
 * @param kept JSON pointers of the secrets that stay as they are; they are not in {@code config}
 * @param displayName what the button says; empty for the connector's own name
 */
public record InstanceChange(Map<String, ?> config, Set<String> kept, String displayName) {

  public InstanceChange {
    kept = Set.copyOf(kept);
  }

  /** Names only: some of the values are secrets. */
  @Override
  public String toString() {
    return "InstanceChange" + config.keySet();
  }
}
