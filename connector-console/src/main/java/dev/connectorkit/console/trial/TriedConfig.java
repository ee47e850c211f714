package dev.connectorkit.console.trial;

import java.util.Map;

/**
 * The config that is tried.
 *
 * @param config with its secrets
 * @param mark of all that is tried; a passed try counts for this only
 */
public record TriedConfig(
    String instanceId, String connectorId, Map<String, ?> config, String mark) {

  /** Without the config: secrets are in it. */
  @Override
  public String toString() {
    return "TriedConfig[" + instanceId + ", " + connectorId + "]";
  }
}
