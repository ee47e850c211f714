package dev.connectorkit.spi;

/** Who can do something about an error. */
public enum ErrorCategory {
  /** The person signing in: try again, consent, use another account. */
  USER,
  /** The operator: a config value, a setting at the provider. */
  CONFIGURATION,
  /** The identity provider: wait, or report to it. */
  PROVIDER,
  /** The host or the connector: a defect or a limit of this software. */
  INTERNAL
}
