package dev.connectorkit.spi;

import org.pf4j.ExtensionPoint;

/**
 * The one entry point of a connector jar: says what the connector is, what it needs, and makes
 * instances of it.
 *
 * <p>A factory has a public no-argument constructor. {@link #metadata()} and {@link
 * #configSchema()} are pure: no I/O beyond the jar's own resources, no threads, equal results on
 * every call.
 */
public interface ConnectorFactory extends ExtensionPoint {

  /** What this connector is, for catalogues and sign-in pages. */
  ConnectorMetadata metadata();

  /** The JSON Schema that every config of this connector satisfies. */
  ConfigSchema configSchema();

  /**
   * Creates one instance. The config has already been validated against {@link #configSchema()} and
   * its defaults are filled in. Nothing is contacted here; {@link Connector#start()} may do that.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} when the config is valid
   *     against the schema and still cannot be used; the message names the property
   */
  Connector create(ConnectorConfig config, ConnectorContext context);
}
