package dev.connectorkit.console;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.transfer.Transfer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** For whoever takes instances elsewhere. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the stored instances and applications, without their secrets, as one JSON file.",
      "With the embedded database, stop the console first, or use its page."
    })
final class ExportCommand extends DatabaseCommand {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A new file; standard output for -, and unless given.")
  private @Nullable Path file;

  @Option(names = "--without-logos", description = "Leaves the instances' own logos out.")
  private boolean withoutLogos;

  ExportCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    super(environment, out, err);
  }

  @Override
  int run(ConsoleDatabase database) {
    InstancesFile instances =
        Transfer.export(
            database, new AuditTrail(database, Clock.systemUTC()), !withoutLogos, ACTOR);
    if (file == null || file.equals(STANDARD_OUTPUT)) {
      out.print(instances.text());
      out.flush();
    } else {
      write(file, instances.text());
      out.println(
          "Written to %s: %s, %s."
              .formatted(
                  file,
                  count(instances.instances().size(), "instance"),
                  count(instances.applications().orElseThrow().size(), "application")));
    }
    return DONE;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new SettingException("There is a file '" + file + "' already. Name another.");
    } catch (IOException e) {
      throw new SettingException("The file '" + file + "' cannot be written.");
    }
  }
}
