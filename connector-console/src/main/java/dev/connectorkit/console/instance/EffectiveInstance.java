package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as this node is to run it, from wherever its values come.
 *
 * @param view for display
 * @param stored what the database has of it; empty for one of the file
 * @param managed what the file has of it; empty for one of the database
 * @param environment values that stand in the place of its own
 * @param obstacle why it cannot run, known before it is tried
 */
record EffectiveInstance(
    StoredInstance view,
    Optional<InstanceRow> stored,
    Optional<SplitConfig> managed,
    Map<String, EnvironmentValue> environment,
    Optional<String> obstacle) {

  static EffectiveInstance of(
      InstanceRow row, Map<String, EnvironmentValue> environment, Instant since) {
    StoredInstance view = over(row.view(), environment, since);
    Optional<String> obstacle =
        view.missingSecrets().isEmpty()
            ? Optional.empty()
            : Optional.of(
                "It lacks secrets since it was imported: "
                    + String.join(", ", view.missingSecrets())
                    + ". Enter them on its page.");
    return new EffectiveInstance(view, Optional.of(row), Optional.empty(), environment, obstacle);
  }

  static EffectiveInstance of(
      StoredInstance plain,
      SplitConfig config,
      Map<String, EnvironmentValue> environment,
      Instant since,
      Optional<String> obstacle) {
    return new EffectiveInstance(
        over(plain, environment, since),
        Optional.empty(),
        Optional.of(config),
        environment,
        obstacle);
  }

  String id() {
    return view.id();
  }

  EffectiveInstance withTried(boolean passed) {
    return new EffectiveInstance(view.withTried(passed), stored, managed, environment, obstacle);
  }

  /**
   * Config and secrets.
   *
   * @throws ConnectorException when the one cannot be read or the others cannot be opened
   */
  SplitConfig open(SecretSeal seal) {
    return over(stored.map(row -> row.open(seal)).or(() -> managed).orElseThrow(), environment);
  }

  /** Equal as long as the same config runs. */
  Content content() {
    return new Content(view.connectorId(), view.configRevision(), managed, view.environment());
  }

  static SplitConfig over(SplitConfig config, Map<String, EnvironmentValue> environment) {
    if (environment.isEmpty()) {
      return config;
    }
    Map<String, Object> open = SplitConfig.copy(config.open());
    var secrets = new LinkedHashMap<>(config.secrets());
    environment.forEach(
        (pointer, value) -> {
          if (value.value() instanceof Secret secret) {
            secrets.put(pointer, secret);
          } else {
            SplitConfig.put(open, pointer, value.value());
          }
        });
    return new SplitConfig(open, secrets);
  }

  private static StoredInstance over(
      StoredInstance plain, Map<String, EnvironmentValue> environment, Instant since) {
    if (environment.isEmpty()) {
      return plain;
    }
    Map<String, Object> config = SplitConfig.copy(plain.config());
    var secrets = new LinkedHashMap<>(plain.secrets());
    var variables = new LinkedHashMap<String, String>();
    environment.forEach(
        (pointer, value) -> {
          variables.put(pointer, value.variable());
          if (value.value() instanceof Secret) {
            secrets.put(pointer, since);
          } else {
            SplitConfig.put(config, pointer, value.value());
          }
        });
    var missing = new LinkedHashSet<>(plain.missingSecrets());
    missing.removeAll(environment.keySet());
    return new StoredInstance(
        plain.id(),
        plain.connectorId(),
        config,
        secrets,
        plain.displayName(),
        plain.position(),
        plain.state(),
        plain.source(),
        plain.revision(),
        plain.configRevision(),
        plain.tried(),
        plain.changedAt(),
        missing,
        variables);
  }

  /** What makes a difference to the host. */
  record Content(
      String connectorId,
      long configRevision,
      Optional<SplitConfig> managed,
      Map<String, String> environment) {}
}
