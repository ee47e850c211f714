package dev.connectorkit.console.logo;

import java.util.Optional;

/**
 * Hashes of the logos that an instance has in the place of its connector's.
 *
 * @param light for a light page
 * @param dark for a dark page
 */
public record OwnLogos(Optional<String> light, Optional<String> dark) {

  /** The connector's own logos. */
  public static final OwnLogos NONE = new OwnLogos(Optional.empty(), Optional.empty());

  /** A page, by its colours. */
  public enum Variant {
    LIGHT,
    DARK
  }

  public Optional<String> of(Variant variant) {
    return variant == Variant.LIGHT ? light : dark;
  }

  OwnLogos with(Variant variant, String hash) {
    return variant == Variant.LIGHT
        ? new OwnLogos(Optional.of(hash), dark)
        : new OwnLogos(light, Optional.of(hash));
  }
}
