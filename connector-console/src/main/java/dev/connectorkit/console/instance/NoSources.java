package dev.connectorkit.console.instance;

import dev.connectorkit.host.config.ConfigForm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nothing but the database. */
record NoSources() implements InstanceSources {

  @Override
  public boolean look() {
    return false;
  }

  @Override
  public List<ManagedInstance> managed() {
    return List.of();
  }

  @Override
  public Map<String, EnvironmentValue> values(String instanceId, ConfigForm form) {
    return Map.of();
  }

  @Override
  public Set<String> unused(Set<String> used, Set<String> waiting) {
    return Set.of();
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public Optional<String> unusable() {
    return Optional.empty();
  }
}
