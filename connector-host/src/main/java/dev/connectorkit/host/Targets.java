package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorMetadata;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names the identity provider of an instance. With a profile's id the name identifies a person, so
 * two providers must never have the same.
 */
final class Targets {

  private Targets() {}

  /**
   * @param configured the origins that the instance's config names
   * @return the instance's id for a standard connector. Otherwise the connector's target; and with
   *     {@code @} and host of each origin that the metadata does not name, because what answers
   *     there is another provider, with people of its own
   */
  static String of(String instanceId, ConnectorMetadata metadata, Set<URI> configured) {
    if (metadata.standard()) {
      return instanceId;
    }
    var elsewhere = new LinkedHashSet<String>();
    configured.stream().map(Targets::authority).forEach(elsewhere::add);
    metadata.origins().stream().map(Targets::authority).forEach(elsewhere::remove);
    return elsewhere.isEmpty()
        ? metadata.target()
        : metadata.target() + elsewhere.stream().collect(Collectors.joining("+", "@", ""));
  }

  /** Host, and the port where it is not that of https. */
  private static String authority(URI origin) {
    String host = origin.getHost().toLowerCase(Locale.ROOT);
    boolean usual = "https".equalsIgnoreCase(origin.getScheme());
    int port = origin.getPort() >= 0 ? origin.getPort() : usual ? 443 : 80;
    return usual && port == 443 ? host : host + ":" + port;
  }
}
