package dev.connectorkit.testkit.rule;

import java.util.List;

/**
 * One thing a check saw that keeps a rule from passing.
 *
 * @param verdict {@link Verdict#FAIL} or {@link Verdict#NOT_REACHED}
 * @param what what was tried
 * @param expected what should have happened
 * @param got what happened
 * @param wire what was sent and received, secrets masked
 */
public record Finding(
    Verdict verdict, String what, String expected, String got, List<String> wire) {

  public Finding {
    wire = List.copyOf(wire);
  }
}
