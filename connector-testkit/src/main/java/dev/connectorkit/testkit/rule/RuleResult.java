package dev.connectorkit.testkit.rule;

import java.util.List;

/**
 * The outcome of one rule.
 *
 * @param id the rule
 * @param reason one sentence; empty when the rule passed
 * @param findings what was seen, most important first
 * @param cases how many things were tried
 * @param durationMillis how long it took
 */
public record RuleResult(
    String id,
    Verdict verdict,
    String reason,
    List<Finding> findings,
    int cases,
    long durationMillis) {

  public RuleResult {
    findings = List.copyOf(findings);
  }

  /** A result without a check having run. */
  public static RuleResult without(String id, Verdict verdict, String reason) {
    return new RuleResult(id, verdict, reason, List.of(), 0, 0);
  }

  /** The same, with another verdict and reason. */
  public RuleResult as(Verdict other, String why) {
    return new RuleResult(id, other, why, findings, cases, durationMillis);
  }
}
