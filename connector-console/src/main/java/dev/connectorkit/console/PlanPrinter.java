package dev.connectorkit.console;

import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.transfer.ImportPlan;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.ApplicationStep;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import java.io.PrintStream;

/**
 * A plan for the terminal: one line an instance or application, and one for each value below it.
 */
final class PlanPrinter {

  private final PrintStream out;

  PlanPrinter(PrintStream out) {
    this.out = out;
  }

  void print(ImportPlan plan) {
    plan.steps().forEach(this::print);
    plan.applications().forEach(this::print);
    if (plan.reordered()) {
      out.println("~ the order of the sign-in page");
    }
  }

  private void print(Step step) {
    String what = step.id() + " (" + step.connectorId() + ")";
    out.println(
        step.action() == Action.KEEP && step.waits()
            ? "= " + what + " is saved as it is in the file"
            : line(step.action(), what));
    if (step.waits()) {
      out.println(
          "    it has not passed a try, so it waits beside what is live (see --enable-untried)");
    } else if (step.untried()) {
      out.println(
          step.state() == StoredInstance.State.ENABLED
              ? "    it is enabled without a passed try"
              : "    it has not passed a try, so it comes disabled (see --enable-untried)");
    }
    if (step.isChange()) {
      step.differences().forEach(this::print);
      if (!step.missingSecrets().isEmpty()) {
        out.println(
            "    secrets to enter before it can run: " + String.join(", ", step.missingSecrets()));
      }
    }
  }

  private void print(ApplicationStep step) {
    out.println(line(step.action(), "application " + step.clientId() + " (" + step.name() + ")"));
    if (step.isChange()) {
      step.differences().forEach(this::print);
    }
    if (step.needsSecret()) {
      out.println("    it has no secret: make one on its page before it can be used");
    }
  }

  private static String line(Action action, String what) {
    return switch (action) {
      case CREATE -> "+ " + what;
      case CHANGE -> "~ " + what;
      case REMOVE -> "- " + what;
      case KEEP -> "= " + what + " is the same";
      case LEAVE -> "= " + what + " is not in the file, and stays";
    };
  }

  private void print(Difference difference) {
    out.println(
        "    "
            + difference.place()
            + ": "
            + (difference.before().isEmpty() ? "" : difference.before() + " -> ")
            + (difference.after().isEmpty() ? "nothing" : difference.after()));
  }
}
