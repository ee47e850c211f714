package dev.connectorkit.testkit.rule;

/** What a run says about one rule. */
public enum Verdict {
  /** The rule holds. */
  PASS("passed", false),
  /** The rule is broken, and it is one that must hold. */
  FAIL("failed", true),
  /** The rule is broken, and it is one that should hold. */
  WARN("warned", false),
  /** The rule is not about connectors like this one. */
  NOT_APPLICABLE("not applicable", false),
  /** The point of attack was not reached, so nothing is known; counts as a failure. */
  NOT_REACHED("not reached", true),
  /** The kit itself failed; says nothing about the connector. */
  HARNESS_ERROR("kit failed", false),
  /** The rule is broken, and a waiver says why that is accepted for now. */
  WAIVED("waived", false);

  private final String words;
  private final boolean failure;

  Verdict(String words, boolean failure) {
    this.words = words;
    this.failure = failure;
  }

  /** Its name in a sentence. */
  public String words() {
    return words;
  }

  /** Whether it fails the run. */
  public boolean isFailure() {
    return failure;
  }
}
