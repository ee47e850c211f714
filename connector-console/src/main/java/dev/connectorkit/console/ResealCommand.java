package dev.connectorkit.console;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.handover.SigningKeys;
import dev.connectorkit.console.instance.Resealing;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** For whoever exchanges the key that secrets are sealed under. */
@Command(
    name = "reseal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Seals all stored secrets under the first key, so that the others can be taken away.",
      "With the embedded database, stop the console first."
    })
final class ResealCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Mixin private final StoreOptions store = new StoreOptions();

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  ResealCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    try (var database = ConsoleDatabase.open(store.database(environment))) {
      var audit = new AuditTrail(database, Clock.systemUTC());
      SealingKeys keys = store.keys(environment);
      int count = new Resealing(database, keys, audit).run("command line");
      count += new SigningKeys(database, keys, audit, Clock.systemUTC()).reseal();
      out.println(count + " secrets were sealed under the first key.");
      return 0;
    } catch (ConnectorException | SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }
}
