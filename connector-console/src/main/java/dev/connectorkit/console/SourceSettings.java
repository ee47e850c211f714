package dev.connectorkit.console;

import dev.connectorkit.console.setting.ShownSetting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a console is configured from besides its database.
 *
 * @param instances a file of instances
 * @param environment of the process
 * @param shown the settings of the program, for their page
 */
record SourceSettings(
    Optional<Path> instances, Map<String, String> environment, List<ShownSetting> shown) {

  SourceSettings {
    environment = Map.copyOf(environment);
    shown = List.copyOf(shown);
  }

  /** The database alone. */
  static SourceSettings none() {
    return new SourceSettings(Optional.empty(), Map.of(), List.of());
  }

  /** Without values of the environment. */
  @Override
  public String toString() {
    return "SourceSettings[" + instances + "]";
  }
}
