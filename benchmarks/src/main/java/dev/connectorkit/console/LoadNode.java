package dev.connectorkit.console;

import dev.connectorkit.benchmarks.load.Orders;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A console in a process of its own, with one instance, to be measured. */
public final class LoadNode {

  private static final String INSTANCE = "huggingface";
  private static final String KEYS = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";
  // The people all come from one address: the limit counts them, and stops nobody.
  private static final int MORE_THAN_ANYBODY_BEGINS = 1_000_000;
  private static final URI PUBLIC_URL = URI.create("http://localhost:8080");

  private LoadNode() {}

  /**
   * Arguments: the provider's address, the plugins folder, and the database: "memory" for a console
   * without one, a JDBC URL of PostgreSQL, or the folder of an embedded one.
   */
  public static void main(String[] args) throws Exception {
    Map<String, Object> config =
        Map.of(
            "clientId", "client",
            "clientSecret", "secret",
            "scope", "profile email",
            "baseUrl", args[0]);
    Path plugins = Path.of(args[1]);
    if (args[2].equals("memory")) {
      try (var demo = Demo.start(plugins, 0, new ClientSettings(config))) {
        Orders.answer(demo.baseUrl().getPort(), () -> "none");
      }
    } else {
      try (var server = ConsoleServer.start(settings(plugins, args[2]))) {
        if (server.instances().list().isEmpty()) {
          server
              .instances()
              .create(
                  INSTANCE,
                  "huggingface-universal",
                  new InstanceChange(config, Set.of(), ""),
                  "load");
          server.instances().enable(INSTANCE, true, "load");
        }
        Orders.answer(server.address().getPort(), () -> server.plugins().list().toString());
      }
    }
    System.exit(0);
  }

  /** Where the console's own configuration of its log is; the benchmarks have another. */
  public static String logging() {
    return "jar:"
        + ConnectorConsole.class.getProtectionDomain().getCodeSource().getLocation()
        + "!/logback.xml";
  }

  private static ServeSettings settings(Path plugins, String database) {
    return new ServeSettings(
        "127.0.0.1",
        0,
        Optional.of(PUBLIC_URL),
        plugins,
        Optional.empty(),
        database.startsWith("jdbc:")
            ? DatabaseSettings.postgresql(database, Optional.of("postgres"), Optional.empty())
            : DatabaseSettings.embeddedIn(Path.of(database)),
        KeyFile.parse(Secret.of(KEYS)),
        SourceSettings.none(),
        false,
        WatchSettings.defaults(),
        new FrontSettings(List.of(), MORE_THAN_ANYBODY_BEGINS),
        TryOut.PROFILE_PAGE);
  }
}
