package dev.connectorkit.console;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class ResetOperatorCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Option(
      names = "--base-url",
      description = "Where browsers reach the console; ${DEFAULT-VALUE} unless given.")
  private URI baseUrl = URI.create("http://localhost:8080");

  @Mixin private final StoreOptions store = new StoreOptions();

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  ResetOperatorCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    try (var database = ConsoleDatabase.open(store.database(environment))) {
      Clock clock = Clock.systemUTC();
      String token = new Operators(database, new AuditTrail(database, clock), clock).reset();
      out.println(baseUrl.resolve("/admin/set-up/" + token));
      return 0;
    } catch (ConnectorException | SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }
}
