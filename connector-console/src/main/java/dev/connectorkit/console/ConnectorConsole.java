package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts a host with a sign-in page. Without a configured client people sign in at a practice
 * provider on this machine.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    version = "Connector Kit 0.1.0-SNAPSHOT",
    sortOptions = false,
    // Of the script that starts it.
    customSynopsis =
        "./demo [-hV] [--headless] [--config=<config>] [--plugins=<plugins>] [--port=<port>]",
    description = {
      "Starts a host with a sign-in page.",
      "Without a configured client people sign in at a practice provider on this machine."
    },
    footer = {
      "",
      "Environment: HUGGINGFACE_CLIENT_ID, HUGGINGFACE_CLIENT_SECRET and HUGGINGFACE_SCOPE",
      "configure a real client, and win over the file."
    })
public final class ConnectorConsole implements Callable<Integer> {

  private static final int DEFAULT_PORT = 8080;
  private static final int FAILED = 1;
  private static final int NOT_POSSIBLE = 2;

  @Option(names = "--port", description = "The port on loopback; 8080 unless given.")
  private @Nullable Integer port;

  @Option(
      names = "--plugins",
      description = "The folder of connector jars; ${DEFAULT-VALUE} unless given.")
  private Path plugins = Path.of("plugins");

  @Option(
      names = "--config",
      description = "A JSON file with clientId, clientSecret and scope of a real client.")
  private @Nullable Path config;

  @Option(
      names = "--headless",
      description = "Signs in at the practice provider and prints the profile as JSON.")
  private boolean headless;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  ConnectorConsole(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv(), System.out, System.err).execute(arguments));
  }

  static CommandLine commandLine(
      Map<String, String> environment, PrintStream out, PrintStream err) {
    var defaults = new EnvironmentDefaults(environment);
    return new CommandLine(new AllCommands())
        .addSubcommand(
            new CommandLine(new ServeCommand(environment, out, err))
                .setDefaultValueProvider(defaults))
        .addSubcommand(
            new CommandLine(new ResetOperatorCommand(environment, out, err))
                .setDefaultValueProvider(defaults))
        .addSubcommand(
            new CommandLine(new ResealCommand(environment, out, err))
                .setDefaultValueProvider(defaults))
        .addSubcommand(
            new CommandLine(new ExportCommand(environment, out, err))
                .setDefaultValueProvider(defaults))
        .addSubcommand(
            new CommandLine(new ImportCommand(environment, out, err))
                .setDefaultValueProvider(defaults))
        .addSubcommand(new CommandLine(new ConnectorConsole(environment, out, err)))
        .addSubcommand(new CommandLine(new RehearseCommand(err)))
        // Of all those above, too.
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      ClientSettings client = ClientSettings.read(environment, config);
      if (headless) {
        return signInHeadless(client);
      }
      try (var site = Demo.start(plugins, port == null ? DEFAULT_PORT : port, client)) {
        announce(site);
        site.join();
      }
      return 0;
    } catch (ConnectorException e) {
      err.println(e.getMessage());
      e.problems().stream()
          .map(ConfigProblem::message)
          .forEach(problem -> err.println("  " + problem));
      return FAILED;
    } catch (SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private int signInHeadless(ClientSettings client) {
    if (client.isReal()) {
      err.println(
          "A sign-in at the real provider needs a browser: start without --headless, or without"
              + " a configured client.");
      return NOT_POSSIBLE;
    }
    try (var site = Demo.start(plugins, port == null ? 0 : port, client)) {
      out.println(new HeadlessPerson(site.baseUrl()).signIn());
      return 0;
    }
  }

  private void announce(Demo site) {
    err.println();
    site.problems().forEach(problem -> err.println("Not in use: " + problem));
    err.println("Sign in at    " + site.baseUrl());
    err.println("Redirect URI  " + site.redirectUri());
    err.println(
        site.isPractice()
            ? "Provider      practice provider on this machine (no client is configured)"
            : "Provider      huggingface.co");
    err.println("Stop with Ctrl+C.");
  }
}
