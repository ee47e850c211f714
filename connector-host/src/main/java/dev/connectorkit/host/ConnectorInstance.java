package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorMetadata;
import java.net.URI;

/**
 * A configured connector that people can sign in with.
 *
 * @param id the instance's id in this host
 * @param target key of the identity provider: with the profile's id it identifies a person. That of
 *     the metadata; with {@code @} and a host where the config leads to a provider at another
 *     address; the instance's own id for a standard connector
 * @param metadata of its connector
 * @param redirectUri what to register at the provider
 * @param active false while its connector is disabled or not installed; then every call fails with
 *     {@code STOPPED}
 */
public record ConnectorInstance(
    String id, String target, ConnectorMetadata metadata, URI redirectUri, boolean active) {

  ConnectorInstance inactive() {
    return new ConnectorInstance(id, target, metadata, redirectUri, false);
  }
}
