package dev.connectorkit.console;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.handover.SigningKeys;
import dev.connectorkit.console.instance.Resealing;
import dev.connectorkit.host.signin.SealingKeys;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Command;

/** For whoever exchanges the key that secrets are sealed under. */
@Command(
    name = "reseal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Seals all stored secrets under the first key, so that the others can be taken away.",
      "With the embedded database, stop the console first."
    })
final class ResealCommand extends DatabaseCommand {

  ResealCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    super(environment, out, err);
  }

  @Override
  int run(ConsoleDatabase database) {
    var audit = new AuditTrail(database, Clock.systemUTC());
    SealingKeys keys = keys();
    int count = new Resealing(database, keys, audit).run(ACTOR);
    count += new SigningKeys(database, keys, audit, Clock.systemUTC()).reseal();
    out.println(count + " secrets were sealed under the first key.");
    return DONE;
  }
}
