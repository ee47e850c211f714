package dev.connectorkit.host.model;

/**
 * Something that happens to sign-ins. Nodes, browsers and instances go by number. An attempt is the
 * number of a begin, modulo how many there are, so that a list of events still means something when
 * some are left out.
 */
sealed interface Event {

  /**
   * A browser begins a sign-in.
   *
   * @param sharesCookie whether the application passes the browser's cookie on
   */
  record Begin(int node, int browser, int instance, boolean sharesCookie) implements Event {}

  /**
   * A callback arrives.
   *
   * @param attempt whose state it carries
   * @param codeOf for which attempt the provider issued its code
   * @param person who said yes at the provider
   * @param cookieOf the browser whose cookie it carries; negative for none
   * @param instance whose redirect URI it calls
   */
  record Callback(int node, int attempt, int codeOf, int person, int cookieOf, int instance)
      implements Event {}

  /** The person said no at the provider. */
  record Deny(int node, int attempt, int cookieOf, int instance) implements Event {}

  /** A callback with the state of an attempt, a little changed. */
  record Forge(int node, int attempt, int position, int cookieOf, int instance) implements Event {}

  /** Time passes. */
  record Pass(int seconds) implements Event {}

  /** Long ended sign-ins are forgotten now. */
  record Sweep() implements Event {}

  /** A node gets the other version of the plugin. */
  record Upgrade(int node) implements Event {}

  record Disable(int node) implements Event {}

  record Enable(int node) implements Event {}

  /** A node is lost. */
  record Lose(int node) implements Event {}

  /** A node that was lost comes back. */
  record Start(int node) implements Event {}
}
