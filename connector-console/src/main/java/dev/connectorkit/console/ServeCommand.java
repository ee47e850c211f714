package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.watch.LogFormat;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  @Option(
      names = "--profile-page",
      description =
          "Shows people who signed in at the console itself, at /me, what their provider said.")
  private boolean profilePage;

  @Option(
      names = "--practice",
      description =
          "Has a practice provider on this machine, to configure an instance for and to sign in"
              + " at without any account. Keeps nothing: the database is gone afterwards.")
  private boolean practice;

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
    PrintStream to = format == LogFormat.JSON ? out : err;
    try {
      if (practice) {
        requireNoStore();
        try (var folder = TemporaryFolder.create("console-practice")) {
          return serve(
              to,
              DatabaseSettings.embeddedIn(folder.path()),
              keys(folder.path()),
              Optional.of(folder));
        }
      }
      return serve(to, store.database(environment), store.keys(environment), Optional.empty());
    } catch (ConnectorException | SettingException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private int serve(
      PrintStream to, DatabaseSettings database, SealingKeys keys, Optional<TemporaryFolder> folder)
      throws InterruptedException {
    try (var server = ConsoleServer.start(settings(database, keys))) {
      folder.ifPresent(server::closeLast);
      announce(server, to);
      server.join();
      return 0;
    }
  }

  private static SealingKeys keys(Path folder) {
    Path file = folder.resolve(StoreOptions.OWN_KEYS);
    KeyFile.createIfMissing(file, DatabaseSettings.embeddedFile(folder));
    return KeyFile.read(file);
  }

  private void requireNoStore() {
    boolean named =
        spec != null
            && Stream.of("--data", "--database", "--keys")
                .anyMatch(option -> spec.commandLine().getParseResult().hasMatchedOption(option));
    if (named) {
      throw new SettingException(
          "--practice keeps nothing, so it takes no --data, --database or --keys.");
    }
  }

  private ServeSettings settings(DatabaseSettings database, SealingKeys keys) {
    return new ServeSettings(
        listen,
        port,
        Optional.ofNullable(baseUrl),
        plugins,
        Optional.ofNullable(trustFile),
        database,
        keys,
        new SourceSettings(
            Optional.ofNullable(instances),
            environment,
            spec == null
                ? List.of()
                : new SettingList(environment).of(spec.commandLine().getParseResult())),
        allowUpload,
        watch.settings(),
        front.settings(),
        practice ? TryOut.PRACTICE : profilePage ? TryOut.PROFILE_PAGE : TryOut.NOTHING);
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
    server
        .practiceAt()
        .ifPresent(
            provider -> {
              to.println("Practice      " + provider + " stands in for Hugging Face.");
              to.println("              Set up, add an instance of Hugging Face, and try it.");
              to.println("              Nothing is kept when the console stops.");
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
