package dev.connectorkit.console.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.spi.Secret;

/** Pools in which nothing waits for long: a request has five seconds in all. */
final class ConnectionPools {

  // More than requests that are in the database at once: while somebody waits for a connection,
  // whoever gives one back yields the processor until it is taken.
  private static final int CONNECTIONS = 20;
  private static final int WAIT_MILLIS = 2_000;
  // As little as the pool allows, once for each connection it finds dead within the wait.
  private static final int VALIDATION_MILLIS = 500;
  private static final int READ_SECONDS = 3;
  private static final int CONNECT_SECONDS = 2;

  private ConnectionPools() {}

  static HikariDataSource forRequests(DatabaseSettings settings) {
    HikariConfig pool = common(settings);
    pool.setPoolName("console");
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(WAIT_MILLIS);
    pool.setValidationTimeout(VALIDATION_MILLIS);
    if (!settings.embedded()) {
      property(pool, "socketTimeout", READ_SECONDS);
      property(pool, "cancelSignalTimeout", 1);
    }
    return new HikariDataSource(pool);
  }

  /** A migration may take its time. */
  static HikariDataSource forMigration(DatabaseSettings settings) {
    HikariConfig pool = common(settings);
    pool.setPoolName("console-migration");
    // Flyway holds its lock on a second one.
    pool.setMaximumPoolSize(3);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(10_000);
    return new HikariDataSource(pool);
  }

  private static HikariConfig common(DatabaseSettings settings) {
    var pool = new HikariConfig();
    pool.setJdbcUrl(settings.url());
    settings.user().ifPresent(pool::setUsername);
    settings.password().map(Secret::reveal).ifPresent(pool::setPassword);
    if (settings.embedded()) {
      pool.setUsername("sa");
      pool.setPassword("");
    } else {
      // Its messages would quote the row, and with it what somebody entered.
      property(pool, "logServerErrorDetail", false);
      property(pool, "connectTimeout", CONNECT_SECONDS);
      property(pool, "loginTimeout", CONNECT_SECONDS);
      property(pool, "tcpKeepAlive", true);
      property(pool, "ApplicationName", "connector-console");
    }
    return pool;
  }

  /** As text: the driver takes no notice of a property that is none. */
  private static void property(HikariConfig pool, String name, Object value) {
    pool.addDataSourceProperty(name, String.valueOf(value));
  }
}
