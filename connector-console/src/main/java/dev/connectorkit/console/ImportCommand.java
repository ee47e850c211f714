package dev.connectorkit.console;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.source.FileAndEnvironment;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportOptions;
import dev.connectorkit.console.transfer.ImportPlan;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.Transfer;
import dev.connectorkit.host.ConnectorHost;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** For whoever brings instances from elsewhere. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    // 2 says that there is something to do.
    exitCodeOnInvalidInput = 1,
    description = {
      "Tells what a file would change of the stored instances and applications, or changes it"
          + " with --apply.",
      "With the embedded database, stop the console first, or use its page."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:there is nothing to do, or it was done",
      "1:it cannot be done, and nothing was",
      "2:there is something to do: --apply was not given, or a change waits for its try"
    })
final class ImportCommand extends DatabaseCommand {

  private static final int TO_DO = 2;
  private static final String WAITS =
      "What waits is not live: try it and put it live on its page, or give --enable-untried.";
  // Nothing is redirected there by this command.
  private static final URI NOWHERE = URI.create("http://localhost");

  @Parameters(paramLabel = "FILE", description = "What export wrote, or the like.")
  private @Nullable Path file;

  @Option(names = "--apply", description = "Does it.")
  private boolean apply;

  @Option(names = "--remove", description = "Removes what is not in the file.")
  private boolean remove;

  @Option(
      names = "--enable-untried",
      description = {
        "Enables what the file has enabled although nobody has tried it here.",
        "Otherwise it is imported disabled, or waits as a change of what is live."
      })
  private boolean enableUntried;

  @Option(
      names = "--plugins",
      description = "The folder of connector jars; ${DEFAULT-VALUE} unless given.")
  private Path plugins = Path.of("plugins");

  @Option(names = "--trust-file", description = "Loads only the jars that this file names.")
  private @Nullable Path trustFile;

  @Option(names = "--instances", description = "The file of instances that the console reads.")
  private @Nullable Path managed;

  ImportCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    super(environment, out, err);
  }

  @Override
  int run(ConsoleDatabase database) {
    Path source = Optional.ofNullable(file).orElseThrow();
    InstancesFile instances = read(source);
    References references = References.of(environment, Optional.of(source));
    ConnectorHost.Builder builder = ConnectorHost.builder().plugins(plugins).publicBaseUrl(NOWHERE);
    Optional.ofNullable(trustFile).ifPresent(builder::trustFile);
    try (ConnectorHost host = TrustedStart.open(builder)) {
      var audit = new AuditTrail(database, Clock.systemUTC());
      var transfer =
          new Transfer(
              database,
              keys(),
              host,
              FileAndEnvironment.of(environment, Optional.ofNullable(managed)),
              audit,
              Clock.systemUTC(),
              () -> {});
      var options = new ImportOptions(remove, enableUntried);
      ImportPlan plan = transfer.plan(instances, references, options);
      new PlanPrinter(out).print(plan);
      if (plan.isEmpty()) {
        out.println(plan.waits() ? "Nothing to write. " + WAITS : "Nothing to do.");
        return plan.waits() ? TO_DO : DONE;
      }
      if (!apply) {
        out.println("Nothing was changed. Give --apply to do it.");
        return TO_DO;
      }
      transfer.apply(instances, references, options, plan.revision(), ACTOR);
      out.println(
          "Done: %d created, %d changed, %d removed."
              .formatted(
                  plan.count(Action.CREATE), plan.count(Action.CHANGE), plan.count(Action.REMOVE)));
      if (plan.waits()) {
        out.println(WAITS);
        return TO_DO;
      }
      return DONE;
    }
  }

  private static InstancesFile read(Path file) {
    try {
      if (Files.size(file) > InstancesFile.MAX_BYTES) {
        throw new SettingException(
            "The file '" + file + "' is over " + InstancesFile.MAX_BYTES + " bytes.");
      }
      return InstancesFile.parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new SettingException("The file '" + file + "' is not in UTF-8.");
    } catch (IOException e) {
      throw new SettingException("The file '" + file + "' cannot be read.");
    }
  }
}
