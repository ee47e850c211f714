package dev.connectorkit.spi;

import java.util.Set;

/**
 * A picture for a sign-in button. Show it as an image resource, never inline: it comes from a
 * plugin.
 */
public final class Logo {

  /** The most a logo may weigh, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final Set<String> MEDIA_TYPES = Set.of("image/svg+xml", "image/png");

  private final String mediaType;
  private final byte[] content;

  /**
   * @param mediaType {@code image/svg+xml} or {@code image/png}
   */
  public Logo(String mediaType, byte[] content) {
    if (!MEDIA_TYPES.contains(mediaType)) {
      throw new IllegalArgumentException("A logo is SVG or PNG, not '" + mediaType + "'.");
    }
    if (content.length == 0 || content.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A logo has 1 to " + MAX_BYTES + " bytes, not " + content.length + ".");
    }
    this.mediaType = mediaType;
    this.content = content.clone();
  }

  /** Reads {@code *.svg} or {@code *.png} from the jar of a class, relative to that class. */
  public static Logo fromResource(Class<?> anchor, String name) {
    String mediaType = name.endsWith(".svg") ? "image/svg+xml" : "image/png";
    return new Logo(mediaType, JarResource.read(anchor, name));
  }

  /** {@code image/svg+xml} or {@code image/png}. */
  public String mediaType() {
    return mediaType;
  }

  /** A copy of the picture. */
  public byte[] content() {
    return content.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Logo that
        && mediaType.equals(that.mediaType)
        && java.util.Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "Logo[" + mediaType + ", " + content.length + " bytes]";
  }
}
