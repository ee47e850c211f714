package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.StoredInstance;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A console in a process of its own, which changes an instance and tells each revision it stored.
 */
final class ConfirmingConsole {

  static final String STORED = "stored ";
  static final String READY = "ready";

  private ConfirmingConsole() {}

  /**
   * @param arguments the data folder, the folder of plugins, and how many changes to make
   */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    KeyFile.createIfMissing(data.resolve("keys"), DatabaseSettings.embeddedFile(data));
    try (var server =
        ConsoleServer.start(
            new ServeSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                Path.of(arguments[1]),
                Optional.empty(),
                DatabaseSettings.embeddedIn(data),
                KeyFile.read(data.resolve("keys"))))) {
      change(server.instances(), Integer.parseInt(arguments[2]));
      System.out.println(READY);
      server.join();
    }
  }

  private static void change(Instances instances, int times) {
    if (instances.list().isEmpty()) {
      instances.create("hub", "huggingface-universal", client("first"), "test");
    }
    for (int i = 0; i < times; i++) {
      long revision = instances.get("hub").revision();
      StoredInstance stored = instances.update("hub", revision, client("after" + revision), "test");
      System.out.println(STORED + stored.revision());
    }
  }

  private static InstanceChange client(String id) {
    return new InstanceChange(Map.of("clientId", id, "clientSecret", "secret"), Set.of(), "");
  }
}
