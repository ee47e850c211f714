package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

/** A client of which only the identifier may be shown. */
abstract class NamedClient implements ClientAuthentication {

  private final String clientId;

  NamedClient(String clientId) {
    this.clientId = requireNonNull(clientId, "clientId is null");
  }

  @Override
  public final String clientId() {
    return clientId;
  }

  @Override
  public final String toString() {
    return "ClientAuthentication[clientId=" + clientId + "]";
  }
}
