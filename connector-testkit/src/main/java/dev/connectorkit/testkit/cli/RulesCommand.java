package dev.connectorkit.testkit.cli;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the rules. */
@Command(name = "rules", description = "Lists all rules.", mixinStandardHelpOptions = true)
final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Rule rule : Catalogue.current().rules()) {
      out.printf("%-8s L%d  %-6s  %s%n", rule.id(), rule.level(), rule.strength(), rule.title());
    }
  }
}
