package dev.connectorkit.console;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.operator.Operators;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For whoever has the machine, but no password. */
@Command(
    name = "reset-operator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ends all sessions and locks of operators, and prints a link to set a new password.",
      "With the embedded database, stop the console first."
    })
final class ResetOperatorCommand extends DatabaseCommand {

  @Option(
      names = "--base-url",
      description = "Where browsers reach the console, such as https://sign-in.example.com.")
  private @Nullable URI baseUrl;

  @Option(
      names = "--port",
      description =
          "The console's port, for this machine's own browsers; ${DEFAULT-VALUE} unless given.")
  private int port = 8080;

  ResetOperatorCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    super(environment, out, err);
  }

  @Override
  int run(ConsoleDatabase database) {
    Clock clock = Clock.systemUTC();
    String token = new Operators(database, new AuditTrail(database, clock), clock).reset();
    URI console = baseUrl == null ? URI.create("http://localhost:" + port) : baseUrl;
    out.println(console.resolve("/admin/set-up/" + token));
    err.println(
        "The link works once, within an hour. Who uses it takes the place of the operator.");
    return DONE;
  }
}
