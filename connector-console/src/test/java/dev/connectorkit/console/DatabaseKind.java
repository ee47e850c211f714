package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.Locale;

/** The databases that keep one contract. */
public enum DatabaseKind {
  EMBEDDED {
    @Override
    public DatabaseSettings fresh(Path folder) {
      return DatabaseSettings.embeddedIn(folder);
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseSettings fresh(Path folder) {
      return PostgresServer.running().emptySchema();
    }
  };

  /**
   * What tests run on that are about neither kind: the embedded one, or what {@code
   * -Dconsole.database} names, such as {@code postgresql}.
   */
  public static DatabaseKind chosen() {
    return valueOf(System.getProperty("console.database", "embedded").toUpperCase(Locale.ROOT));
  }

  /** An empty one. */
  public abstract DatabaseSettings fresh(Path folder);
}
