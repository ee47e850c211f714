package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.watch.LogFormat;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the console. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts the console: the sign-in page, and the operator's pages below /admin.",
    footer = {
      "",
      "Each option is also an environment variable, such as CONSOLE_BASE_URL for --base-url.",
      "Secrets are never options: CONSOLE_DATABASE_USER, CONSOLE_DATABASE_PASSWORD or",
      "CONSOLE_DATABASE_PASSWORD_FILE, CONSOLE_KEYS.",
      "",
      "Other commands: reset-operator, reseal, export, import; see --help of each."
    })
final class ServeCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Option(
      names = "--listen",
      description = "The address to listen on; ${DEFAULT-VALUE} unless given.")
  private String listen = "127.0.0.1";

  @Option(names = "--port", description = "The port; ${DEFAULT-VALUE} unless given.")
  private int port = 8080;

  @Option(
      names = "--base-url",
      description = "Where browsers reach the console, such as https://sign-in.example.com.")
  private @Nullable URI baseUrl;

  @Option(
      names = "--plugins",
      description = "The folder of connector jars; ${DEFAULT-VALUE} unless given.")
  private Path plugins = Path.of("plugins");

  @Option(names = "--trust-file", description = "Loads only the jars that this file names.")
  private @Nullable Path trustFile;

  @Option(
      names = "--allow-upload",
      description = "Lets the operator change plugins on the page, and programs by the API.")
  private boolean allowUpload;

  @Option(
      names = "--instances",
      description = "A file of instances, which are changed there and nowhere else.")
  private @Nullable Path instances;

  @Mixin private final FrontOptions front = new FrontOptions();

  @Mixin private final WatchOptions watch = new WatchOptions();

  @Mixin private final StoreOptions store = new StoreOptions();

  @Spec private @Nullable CommandSpec spec;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  ServeCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    LogFormat format;
    try {
      format = watch.logFormat();
      format.use();
    } catch (SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
    try (var server = ConsoleServer.start(settings())) {
      announce(server, format == LogFormat.JSON ? out : err);
      server.join();
      return 0;
    } catch (ConnectorException | SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private ServeSettings settings() {
    return new ServeSettings(
        listen,
        port,
        Optional.ofNullable(baseUrl),
        plugins,
        Optional.ofNullable(trustFile),
        store.database(environment),
        store.keys(environment),
        new SourceSettings(
            Optional.ofNullable(instances),
            environment,
            spec == null
                ? List.of()
                : new SettingList(environment).of(spec.commandLine().getParseResult())),
        allowUpload,
        watch.settings(),
        front.settings());
  }

  /** On standard error, unless that has nothing but JSON; never in the log, for the link's sake. */
  private void announce(ConsoleServer server, PrintStream to) {
    to.println();
    server.problems().forEach(problem -> to.println("Not in use: " + problem));
    to.println("Sign-in page  " + server.publicUrl());
    to.println("Operator      " + server.publicUrl().resolve("/admin"));
    server
        .setUpLink()
        .ifPresent(
            link -> {
              to.println("Set up        " + link);
              to.println("              This link works once, within an hour.");
            });
    server.metricsPort().ifPresent(port -> to.println("Metrics       port " + port));
    to.println(
        server.loopback()
            ? "Listening on  " + listen + ", for this machine only (see --listen)"
            : "Listening on  "
                + listen
                + ": others on the network reach it. Put a server with TLS in front.");
    to.println("Stop with Ctrl+C.");
  }
}
