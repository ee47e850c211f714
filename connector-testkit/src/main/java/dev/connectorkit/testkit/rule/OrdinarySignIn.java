package dev.connectorkit.testkit.rule;

/**
 * The case that comes before all others: the person of the wire shape signs in, nothing is hostile,
 * and the profile is the expected one. Where it fails, most other rules fail because of it.
 */
public final class OrdinarySignIn {

  /** The rule that has the case. */
  public static final String RULE = "USR-12";

  /** What its findings call it. */
  public static final String CASE = "the example person";

  private OrdinarySignIn() {}

  /** Whether the results of the rule say that the case failed, or was not reached. */
  public static boolean failed(String rule, Verdict verdict, java.util.List<Finding> findings) {
    return rule.equals(RULE)
        && (verdict.isFailure() || verdict == Verdict.HARNESS_ERROR)
        && (findings.isEmpty()
            || findings.stream().anyMatch(finding -> finding.what().equals(CASE)));
  }
}
