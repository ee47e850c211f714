package dev.connectorkit.testkit.run;

import dev.connectorkit.testkit.rule.RuleResult;
import org.jspecify.annotations.Nullable;

/**
 * What a worker process tells.
 *
 * @param kind what happened
 * @param rule the rule it is about; null for {@link Kind#LOADED} and {@link Kind#DONE}
 * @param result the rule's result; null unless finished
 */
record Event(Kind kind, @Nullable String rule, @Nullable RuleResult result) {

  enum Kind {
    /** The plugin is loaded, or found not to be loadable. */
    LOADED,
    /** A rule's check begins. */
    STARTED,
    /** A rule has its result. */
    FINISHED,
    /** All is done. */
    DONE
  }
}
