package dev.connectorkit.spi;

/**
 * One configured instance of a connector. Safe for use by many threads at once; holds no state of a
 * single sign-in.
 */
public sealed interface Connector extends AutoCloseable permits SocialConnector {

  /**
   * Prepares the instance; may contact the provider, for example for discovery. Called once before
   * the first sign-in.
   *
   * @throws ConnectorException when the instance cannot serve sign-ins
   */
  default void start() {}

  /**
   * Asks the provider, without a user, whether this config is usable. Never throws for a provider's
   * answer: a refusal is a result.
   */
  default ConnectorHealth check() {
    return ConnectorHealth.unknown("This connector cannot check its config without a user.");
  }

  /**
   * Releases what the instance holds and ends calls in flight. May be called more than once, also
   * before {@link #start()}. Later calls fail with {@link ConnectorError#STOPPED}.
   */
  @Override
  default void close() {}
}
