package dev.connectorkit.testkit.rule;

/** The groups of rules, in the order in which they are shown. */
public enum Group {
  /** The jar. */
  PLG("Packaging and loading"),
  /** What the connector says about itself. */
  META("Metadata"),
  /** The config and its schema. */
  CFG("Configuration"),
  /** From start to unloading. */
  LIFE("Lifecycle and leaks"),
  /** The authorization request. */
  AUTH("Authorization request"),
  /** The callback. */
  CB("Callback"),
  /** Token request and response. */
  TOK("Token request and response"),
  /** The ID Token. */
  IDT("ID Token"),
  /** Userinfo and profile. */
  USR("Userinfo and profile"),
  /** What failures look like. */
  ERR("Errors"),
  /** Hostile networks. */
  NET("Network"),
  /** Secrets. */
  SEC("Secrets"),
  /** Many people at once. */
  CON("Concurrency"),
  /** What is declared works, and nothing else. */
  CAP("Capabilities");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
