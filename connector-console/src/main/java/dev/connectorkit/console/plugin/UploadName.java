package dev.connectorkit.console.plugin;

/** A name of somebody else for a file of ours: it can stand in a message, and leads nowhere. */
final class UploadName {

  private static final int LONGEST = 100;
  private static final String NONE = "uploaded.jar";

  private UploadName() {}

  /**
   * @param given by a browser, perhaps with a path before it
   */
  static String of(String given) {
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("[^A-Za-z0-9._+-]", "_");
    String bounded = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return bounded.matches("[._]*") ? NONE : bounded;
  }
}
