package dev.connectorkit.console.site;

/** What the page says beneath the buttons, to whoever sets it up. */
enum SetUpNote {
  /** Nothing: it is a page for the public. */
  NONE,
  REDIRECT_URIS,
  /** The redirect URIs, and that the provider is the practice provider. */
  PRACTICE
}
