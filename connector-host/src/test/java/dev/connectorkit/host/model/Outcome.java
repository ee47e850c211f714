package dev.connectorkit.host.model;

import dev.connectorkit.spi.ConnectorError;

/** What an event came to. */
record Outcome(String what) {

  static Outcome begun() {
    return new Outcome("begun");
  }

  static Outcome refused(ConnectorError error) {
    return new Outcome(error.code());
  }

  /**
   * @param versions which version of the plugin began it, and which completed it
   */
  static Outcome signedIn(String person, String instance, String versions) {
    return new Outcome("%s signed in through %s, %s".formatted(person, instance, versions));
  }

  @Override
  public String toString() {
    return what;
  }
}
