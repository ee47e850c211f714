package dev.connectorkit.host.plugin;

/** Carries the reason and the remedy out of a check. */
final class UnusablePluginException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  UnusablePluginException(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
