package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorMetadata;
import java.net.URI;

/**
 * A configured connector that people can sign in with.
 *
 * @param id the instance's id in this host
 * @param target key of the identity provider: with the profile's id it identifies a person. The
 *     connector's, or else the instance's own id; see {@code ownTarget}
 * @param metadata of its connector
 * @param redirectUri what to register at the provider
 * @param active false while its connector is disabled or not installed; then every call fails with
 *     {@code STOPPED}
 * @param ownTarget whether the target is the instance's own id: it speaks a standard protocol to
 *     some provider, or its config names a server other than the connector's own. Identifiers of
 *     two servers have nothing to do with each other
 */
public record ConnectorInstance(
    String id,
    String target,
    ConnectorMetadata metadata,
    URI redirectUri,
    boolean active,
    boolean ownTarget) {

  ConnectorInstance inactive() {
    return new ConnectorInstance(id, target, metadata, redirectUri, false, ownTarget);
  }
}
