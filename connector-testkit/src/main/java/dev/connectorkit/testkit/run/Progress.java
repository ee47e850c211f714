package dev.connectorkit.testkit.run;

import dev.connectorkit.testkit.rule.RuleResult;

/** Hears of each result as it comes, on whatever thread. */
@FunctionalInterface
public interface Progress {

  /** For whoever only wants the end. */
  Progress NONE = result -> {};

  void finished(RuleResult result);
}
