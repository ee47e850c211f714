package dev.connectorkit.console;

import dev.connectorkit.console.operator.PasswordCost;

/** For tests that set passwords by the hundred, and of which none is about what a guess costs. */
public final class CheapPasswords {

  public static final PasswordCost COST = new PasswordCost(64, 1);

  private CheapPasswords() {}
}
