package dev.connectorkit.host.config;

import dev.connectorkit.spi.ConnectorException;
import java.util.Collections;
import java.util.Map;

/**
 * A config as somebody gave it: not validated, without defaults, for another version of a connector
 * may validate otherwise and have other defaults.
 */
public final class GivenConfig {

  private final Map<String, Object> values;

  private GivenConfig(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Takes a deep copy.
   *
   * @throws ConnectorException with {@code INVALID_CONFIG} when a value is not JSON-shaped
   */
  public static GivenConfig of(Map<String, ?> values) {
    return new GivenConfig(Collections.unmodifiableMap(ConfigValues.plainCopy(values)));
  }

  public Map<String, Object> values() {
    return values;
  }

  /** Without values: which of them are secret, only a schema knows. */
  @Override
  public String toString() {
    return "GivenConfig" + values.keySet();
  }
}
