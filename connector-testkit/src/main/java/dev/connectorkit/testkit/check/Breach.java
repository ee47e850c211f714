package dev.connectorkit.testkit.check;

/** Ends a case: the rule is broken there. */
final class Breach extends Exception {

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String got;
  private final String cure;

  Breach(String expected, String got) {
    this(expected, got, "");
  }

  /**
   * @param cure what to change in just this case; empty where the rule's own words do
   */
  Breach(String expected, String got, String cure) {
    super(expected + ", but " + got);
    this.expected = expected;
    this.got = got;
    this.cure = cure;
  }

  /** The same with a cure, unless it has one. */
  Breach with(String otherwise) {
    return cure.isEmpty() ? new Breach(expected, got, otherwise) : this;
  }

  String expected() {
    return expected;
  }

  String got() {
    return got;
  }

  String cure() {
    return cure;
  }

  /** Ends the case unless a condition holds. */
  static void unless(boolean condition, String expected, String got) throws Breach {
    unless(condition, expected, got, "");
  }

  /** Ends the case unless a condition holds, and says what to change. */
  static void unless(boolean condition, String expected, String got, String cure) throws Breach {
    if (!condition) {
      throw new Breach(expected, got, cure);
    }
  }
}
