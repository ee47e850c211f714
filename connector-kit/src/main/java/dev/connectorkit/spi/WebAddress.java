package dev.connectorkit.spi;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Which addresses may be shown to a person, as a link or a picture. */
final class WebAddress {

  private static final Set<String> SCHEMES = Set.of("https", "http");

  private WebAddress() {}

  /** Absolute, http or https, with a host: nothing a browser would run, such as javascript. */
  static boolean isOne(URI uri) {
    return uri.getHost() != null
        && uri.getScheme() != null
        && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
  }
}
