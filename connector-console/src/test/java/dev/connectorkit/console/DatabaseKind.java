package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import java.nio.file.Path;

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

  /** An empty one. */
  public abstract DatabaseSettings fresh(Path folder);
}
