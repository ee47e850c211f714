package dev.connectorkit.testkit.cli;

import dev.connectorkit.testkit.report.Report;
import dev.connectorkit.testkit.report.RuleText;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.UnknownRuleException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains one rule. */
@Command(
    name = "explain",
    description = "Explains one rule: what is tried, what is expected and what to change.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RULE", description = "A rule's id, for example AUTH-06.")
  private String id = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try {
      spec.commandLine().getOut().print(RuleText.of(Catalogue.current().rule(id)));
      spec.commandLine().getOut().flush();
      return Report.CLEAN;
    } catch (UnknownRuleException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Report.UNUSABLE;
    }
  }
}
