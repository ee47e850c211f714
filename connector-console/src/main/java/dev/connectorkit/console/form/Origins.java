package dev.connectorkit.console.form;

import java.util.Map;
import java.util.Optional;

/**
 * Where the values of a form come from, where that is not the place that the form is saved to.
 *
 * @param environment the variable that each of these values comes from, by JSON pointer
 * @param readOnly whether all of it is kept elsewhere
 */
public record Origins(Map<String, String> environment, boolean readOnly) {

  public Origins {
    environment = Map.copyOf(environment);
  }

  /** All of it is saved where the form is. */
  public static Origins none() {
    return new Origins(Map.of(), false);
  }

  /** Whether a value cannot be changed here. */
  boolean fixed(String pointer) {
    return readOnly || environment.containsKey(pointer);
  }

  /** What to say of a value. */
  Optional<String> text(String pointer) {
    return Optional.ofNullable(environment.get(pointer))
        .map(variable -> "From the environment: " + variable + ". It is changed there.");
  }
}
