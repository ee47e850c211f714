package dev.connectorkit.console;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.watch.WarningsOnly;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** Does one thing to the console's database, and ends. */
abstract class DatabaseCommand implements Callable<Integer> {

  /** Who does it, in the activity. */
  static final String ACTOR = "command line";

  static final int DONE = 0;
  static final int FAILED = 1;

  final PrintStream out;
  final PrintStream err;
  final Map<String, String> environment;

  @Mixin private final StoreOptions store = new StoreOptions();

  DatabaseCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * @return the exit code
   */
  abstract int run(ConsoleDatabase database);

  /** Makes the key of the embedded database if need be. */
  SealingKeys keys() {
    return store.keys(environment);
  }

  /** Without lines of what is loaded and unloaded for it: its output is read by programs, too. */
  @Override
  public Integer call() {
    return WarningsOnly.during(this::inDatabase);
  }

  private int inDatabase() {
    try (var database = ConsoleDatabase.open(store.database(environment))) {
      return run(database);
    } catch (ConnectorException e) {
      if (e.problems().isEmpty()) {
        err.println(e.getMessage());
      }
      e.problems().forEach(problem -> err.println(line(problem)));
      return FAILED;
    } catch (ConsoleException | SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private static String line(ConfigProblem problem) {
    return problem.pointer().isEmpty()
        ? problem.message()
        : problem.pointer() + ": " + problem.message();
  }
}
