package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An instance as the database has it: its config may be no JSON, and a secret may not open.
 *
 * @param tried sealed: the mark of what passed a try; empty for nothing
 * @param missing pointers of secrets that it lacks since it was imported
 */
public record InstanceRow(
    String id,
    String connectorId,
    String config,
    String displayName,
    int position,
    StoredInstance.State state,
    long revision,
    long configRevision,
    String tried,
    long createdAt,
    long changedAt,
    Map<String, SealedSecret> secrets,
    Set<String> missing) {

  /** One secret. */
  public record SealedSecret(String sealed, long replacedAt) {}

  /**
   * For display; an unreadable config shows as empty, and as a problem elsewhere. Whether it passed
   * a try, {@link EffectiveInstances} knows.
   */
  public StoredInstance view() {
    Map<String, Object> shown;
    try {
      shown = ConfigJson.read(config);
    } catch (ConnectorException e) {
      shown = Map.of();
    }
    var replaced = new LinkedHashMap<String, Instant>();
    secrets.forEach(
        (pointer, secret) -> replaced.put(pointer, Instant.ofEpochMilli(secret.replacedAt())));
    return new StoredInstance(
        id,
        connectorId,
        shown,
        replaced,
        Optional.of(displayName).filter(name -> !name.isEmpty()),
        position,
        state,
        StoredInstance.Source.DATABASE,
        revision,
        configRevision,
        false,
        Instant.ofEpochMilli(changedAt),
        missing,
        Map.of());
  }

  /**
   * Config and secrets.
   *
   * @throws ConnectorException when the one cannot be read or the others cannot be opened
   */
  SplitConfig open(SecretSeal seal) {
    var opened = new LinkedHashMap<String, Secret>();
    secrets.forEach(
        (pointer, secret) -> opened.put(pointer, seal.open(id, pointer, secret.sealed())));
    return new SplitConfig(ConfigJson.read(config), opened);
  }

  public InstanceRow withConfig(
      String nextConfig, Map<String, SealedSecret> nextSecrets, Set<String> nextMissing) {
    return new InstanceRow(
        id,
        connectorId,
        nextConfig,
        displayName,
        position,
        state,
        revision,
        configRevision,
        tried,
        createdAt,
        changedAt,
        nextSecrets,
        nextMissing);
  }

  /** With another config as well. */
  InstanceRow revisedConfig(long nextRevision, long now) {
    return new InstanceRow(
        id,
        connectorId,
        config,
        displayName,
        position,
        state,
        nextRevision,
        nextRevision,
        tried,
        createdAt,
        now,
        secrets,
        missing);
  }

  InstanceRow withState(StoredInstance.State next) {
    return new InstanceRow(
        id,
        connectorId,
        config,
        displayName,
        position,
        next,
        revision,
        configRevision,
        tried,
        createdAt,
        changedAt,
        secrets,
        missing);
  }

  public InstanceRow withName(String name) {
    return new InstanceRow(
        id,
        connectorId,
        config,
        name,
        position,
        state,
        revision,
        configRevision,
        tried,
        createdAt,
        changedAt,
        secrets,
        missing);
  }

  InstanceRow withTried(String sealedMark) {
    return new InstanceRow(
        id,
        connectorId,
        config,
        displayName,
        position,
        state,
        revision,
        configRevision,
        sealedMark,
        createdAt,
        changedAt,
        secrets,
        missing);
  }

  InstanceRow withPosition(int place) {
    return new InstanceRow(
        id,
        connectorId,
        config,
        displayName,
        place,
        state,
        revision,
        configRevision,
        tried,
        createdAt,
        changedAt,
        secrets,
        missing);
  }

  public InstanceRow revised(long nextRevision, long now) {
    return new InstanceRow(
        id,
        connectorId,
        config,
        displayName,
        position,
        state,
        nextRevision,
        configRevision,
        tried,
        createdAt,
        now,
        secrets,
        missing);
  }

  /** Without config and secrets. */
  @Override
  public String toString() {
    return "InstanceRow[" + id + ", " + connectorId + ", " + state + ", " + revision + "]";
  }
}
