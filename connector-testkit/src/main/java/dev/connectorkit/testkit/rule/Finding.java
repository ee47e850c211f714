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
 * @param cure what to change in just this case; empty where the rule's own words do
 */
public record Finding(
    Verdict verdict, String what, String expected, String got, List<String> wire, String cure) {

  public Finding {
    wire = List.copyOf(wire);
  }

  /** One that the rule's own words help with. */
  public Finding(Verdict verdict, String what, String expected, String got, List<String> wire) {
    this(verdict, what, expected, got, wire, "");
  }
}
