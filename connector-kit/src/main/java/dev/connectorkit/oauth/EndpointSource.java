package dev.connectorkit.oauth;

/** Where an {@link OAuthConnector} gets its endpoints from: given, or discovered. */
@FunctionalInterface
interface EndpointSource {
  Endpoints get();
}
