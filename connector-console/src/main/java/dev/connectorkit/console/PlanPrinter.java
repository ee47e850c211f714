package dev.connectorkit.console;

import dev.connectorkit.console.transfer.ImportPlan;
import dev.connectorkit.console.transfer.ImportPlan.Difference;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import java.io.PrintStream;

/** A plan for the terminal: one line an instance, and one for each value below it. */
final class PlanPrinter {

  private final PrintStream out;

  PlanPrinter(PrintStream out) {
    this.out = out;
  }

  void print(ImportPlan plan) {
    plan.steps().forEach(this::print);
    if (plan.reordered()) {
      out.println("~ the order of the sign-in page");
    }
  }

  private void print(Step step) {
    out.println(
        switch (step.action()) {
          case CREATE -> "+ " + what(step);
          case CHANGE -> "~ " + what(step);
          case REMOVE -> "- " + what(step);
          case KEEP -> "= " + what(step) + " is the same";
          case LEAVE -> "= " + what(step) + " is not in the file, and stays";
        });
    if (step.isChange()) {
      step.differences().forEach(this::print);
      if (!step.missingSecrets().isEmpty()) {
        out.println(
            "    secrets to enter before it can run: " + String.join(", ", step.missingSecrets()));
      }
    }
  }

  private void print(Difference difference) {
    out.println(
        "    "
            + difference.place()
            + ": "
            + (difference.before().isEmpty() ? "" : difference.before() + " -> ")
            + (difference.after().isEmpty() ? "nothing" : difference.after()));
  }

  private static String what(Step step) {
    return step.id() + " (" + step.connectorId() + ")";
  }
}
