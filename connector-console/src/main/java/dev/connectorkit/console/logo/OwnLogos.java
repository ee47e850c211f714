package dev.connectorkit.console.logo;

import dev.connectorkit.spi.Logo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
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
    DARK;

    /** Such as {@code light}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Optional<String> of(Variant variant) {
    return variant == Variant.LIGHT ? light : dark;
  }

  /** With another one in a place. */
  public OwnLogos with(Variant variant, String hash) {
    return variant == Variant.LIGHT
        ? new OwnLogos(Optional.of(hash), dark)
        : new OwnLogos(light, Optional.of(hash));
  }

  /** These, and where there is none another's. */
  public OwnLogos or(OwnLogos other) {
    return new OwnLogos(light.or(other::light), dark.or(other::dark));
  }

  /** Names a picture by what it is. */
  public static String hash(Logo logo) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(logo.content());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
