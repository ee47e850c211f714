package dev.connectorkit.console.instance;

/**
 * One value of the environment that stands in the place of an instance's own.
 *
 * @param value JSON-shaped, or a {@code Secret}
 */
public record EnvironmentValue(String variable, Object value) {

  /** The name only. */
  @Override
  public String toString() {
    return variable;
  }
}
