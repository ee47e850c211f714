package dev.connectorkit.testkit.check;

/** Ends a case: the rule is broken there. */
final class Breach extends Exception {

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String got;

  Breach(String expected, String got) {
    super(expected + ", but " + got);
    this.expected = expected;
    this.got = got;
  }

  String expected() {
    return expected;
  }

  String got() {
    return got;
  }

  /** Ends the case unless a condition holds. */
  static void unless(boolean condition, String expected, String got) throws Breach {
    if (!condition) {
      throw new Breach(expected, got);
    }
  }
}
