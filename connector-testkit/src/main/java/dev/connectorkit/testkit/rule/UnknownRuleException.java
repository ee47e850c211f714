package dev.connectorkit.testkit.rule;

/** A name that is neither a rule nor a group. */
public final class UnknownRuleException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownRuleException(String name) {
    super("There is no rule or group '" + name + "'. The command 'rules' lists them all.");
  }
}
