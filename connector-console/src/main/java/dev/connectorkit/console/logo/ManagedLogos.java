package dev.connectorkit.console.logo;

import dev.connectorkit.spi.Logo;
import java.util.Map;
import java.util.Optional;

/**
 * Logos of instances that are kept elsewhere than in the database, and changed there.
 *
 * @param logos by the id of their instance
 * @param pictures by their hash
 */
public record ManagedLogos(Map<String, OwnLogos> logos, Map<String, Logo> pictures) {

  /** There are none. */
  public static final ManagedLogos NONE = new ManagedLogos(Map.of(), Map.of());

  public ManagedLogos {
    logos = Map.copyOf(logos);
    pictures = Map.copyOf(pictures);
  }

  OwnLogos of(String instanceId) {
    return logos.getOrDefault(instanceId, OwnLogos.NONE);
  }

  Optional<Logo> find(String hash) {
    return Optional.ofNullable(pictures.get(hash));
  }
}
