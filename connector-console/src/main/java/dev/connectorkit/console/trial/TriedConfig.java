package dev.connectorkit.console.trial;

import java.util.Map;

/**
 * The config that is tried.
 *
 * @param config with its secrets
 * @param revision of config and secrets; a passed try counts for this one only
 */
public record TriedConfig(
    String instanceId, String connectorId, Map<String, ?> config, long revision) {

  /** Without the config: secrets are in it. */
  @Override
  public String toString() {
    return "TriedConfig[" + instanceId + ", " + connectorId + ", " + revision + "]";
  }
}
