package dev.connectorkit.testkit.check;

/** Ends a case: the point where the rule could be seen was not reached. */
final class NotReached extends Exception {

  private static final long serialVersionUID = 1L;

  private final String got;

  NotReached(String expected, String got) {
    super(expected);
    this.got = got;
  }

  String got() {
    return got;
  }
}
