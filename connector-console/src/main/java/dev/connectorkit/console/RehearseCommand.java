package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts a console of its own in a folder of its own, signs in there and ends. Run by {@code
 * launch.sh} with {@code -XX:ArchiveClassesAtExit}, so that a start finds its classes laid out.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Starts a console, signs in at a practice provider, and ends.")
final class RehearseCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final String INSTANCE = "rehearsal";
  private static final String ACTOR = "rehearsal";

  @Option(
      names = "--plugins",
      description = "The folder of connector jars; ${DEFAULT-VALUE} unless given.")
  private Path plugins = Path.of("plugins");

  private final PrintStream err;

  RehearseCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    try (var folder = TemporaryFolder.create("console-rehearsal")) {
      signIn(folder.path());
      // What a sign-in does not take: the operator's pages, and the other database.
      ClassesOfJar.load(ConnectorConsole.class);
      ClassesOfJar.load(org.postgresql.Driver.class);
      return 0;
    } catch (ConnectorException | ConsoleException | SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private void signIn(Path folder) {
    Path keys = folder.resolve("keys");
    KeyFile.createIfMissing(keys, DatabaseSettings.embeddedFile(folder));
    var settings =
        new ServeSettings(
            "127.0.0.1",
            0,
            Optional.empty(),
            plugins,
            Optional.empty(),
            DatabaseSettings.embeddedIn(folder),
            KeyFile.read(keys));
    try (var server = ConsoleServer.start(settings);
        var provider =
            PracticeProvider.start(URI.create(server.publicUrl() + "/callback/" + INSTANCE))) {
      server
          .instances()
          .create(
              INSTANCE, Demo.CONNECTOR, new InstanceChange(provider.config(), Set.of(), ""), ACTOR);
      server.instances().enable(INSTANCE, true, ACTOR);
      new HeadlessPerson(server.address()).signIn();
    }
  }
}
