package dev.connectorkit.host.signin;

import com.zaxxer.hikari.HikariConfig;
import java.time.Clock;

/** The stores that keep one contract. */
public enum StoreKind {
  MEMORY {
    @Override
    public SharedStore open(Clock clock, int capacity) {
      var store = new MemoryPendingSignInStore(clock, capacity);
      return new SharedStore() {
        @Override
        public PendingSignInStore store() {
          return store;
        }

        @Override
        public long count() {
          return store.size();
        }
      };
    }
  },
  H2 {
    @Override
    public SharedStore open(Clock clock, int capacity) {
      return SharedDatabase.over(SharedDatabase.embedded(), clock, capacity);
    }
  },
  H2_WITHOUT_AUTOCOMMIT {
    @Override
    public SharedStore open(Clock clock, int capacity) {
      return withoutAutocommit(SharedDatabase.embedded(), clock, capacity);
    }
  },
  POSTGRESQL {
    @Override
    public SharedStore open(Clock clock, int capacity) {
      return SharedDatabase.over(PostgresServer.running().emptySchema(), clock, capacity);
    }
  },
  POSTGRESQL_WITHOUT_AUTOCOMMIT {
    @Override
    public SharedStore open(Clock clock, int capacity) {
      return withoutAutocommit(PostgresServer.running().emptySchema(), clock, capacity);
    }
  },
  POSTGRESQL_SERIALIZABLE {
    @Override
    public SharedStore open(Clock clock, int capacity) {
      HikariConfig settings = PostgresServer.running().emptySchema();
      settings.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
      return withoutAutocommit(settings, clock, capacity);
    }
  };

  /** An empty store. */
  public abstract SharedStore open(Clock clock, int capacity);

  private static SharedStore withoutAutocommit(HikariConfig settings, Clock clock, int capacity) {
    settings.setAutoCommit(false);
    return SharedDatabase.over(settings, clock, capacity);
  }
}
