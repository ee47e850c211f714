package dev.connectorkit.testkit.cli;

import dev.connectorkit.host.KitVersion;
import dev.connectorkit.testkit.report.Report;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code verify}, {@code rules} and {@code explain}. */
@Command(
    name = "connector-testkit",
    description = "Checks a connector jar against the conformance rules.",
    subcommands = {VerifyCommand.class, RulesCommand.class, ExplainCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = ConformanceCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class ConformanceCommand {

  private ConformanceCommand() {}

  public static void main(String[] args) {
    System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
  }

  /** Runs a command; returns its exit code, 0 to 3. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new ConformanceCommand());
    line.setOut(out);
    line.setErr(err);
    // Whoever calls without a command gets help, and a code that no build takes for success.
    line.setExecutionStrategy(
        parsed -> {
          if (parsed.subcommand() == null
              && !parsed.isUsageHelpRequested()
              && !parsed.isVersionHelpRequested()) {
            line.usage(err);
            return Report.UNUSABLE;
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setParameterExceptionHandler(
        (problem, arguments) -> {
          err.println(problem.getMessage());
          return Report.UNUSABLE;
        });
    line.setExecutionExceptionHandler(
        (problem, command, parsed) -> {
          err.println("The kit failed: " + problem);
          problem.printStackTrace(err);
          return Report.UNUSABLE;
        });
    return line.execute(args);
  }

  /** The version of the kit. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {KitVersion.current()};
    }
  }
}
