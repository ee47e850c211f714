package dev.connectorkit.spi;

/** Where a connector's sign-in can run. */
public enum Platform {
  /** In a browser. */
  WEB,
  /** In a native app, through the provider's own app. */
  NATIVE,
  /** In both. */
  UNIVERSAL
}
