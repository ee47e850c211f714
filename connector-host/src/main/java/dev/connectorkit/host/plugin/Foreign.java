package dev.connectorkit.host.plugin;

/** What the author of a jar wrote, made fit for a message or a log. */
final class Foreign {

  private static final int MAX_LENGTH = 120;

  private Foreign() {}

  /** Cut, and without anything that moves a cursor, begins a line or turns the writing around. */
  static String text(String given) {
    String cut = given.length() > MAX_LENGTH ? given.substring(0, MAX_LENGTH) + "…" : given;
    return cut.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
  }
}
