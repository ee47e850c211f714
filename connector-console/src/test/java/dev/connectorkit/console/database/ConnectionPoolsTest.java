package dev.connectorkit.console.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.console.DatabaseKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a request waits for a database that is away: for a connection, then for an answer. */
class ConnectionPoolsTest {

  // What docs/operate.md promises.
  private static final Duration PROMISED = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void allWaitsOfARequestTogetherTakeNoLongerThanPromised() {
    try (HikariDataSource pool =
        ConnectionPools.forRequests(DatabaseKind.POSTGRESQL.fresh(folder))) {
      Properties driver = pool.getDataSourceProperties();
      Duration connection = Duration.ofMillis(pool.getConnectionTimeout());
      Duration answer = seconds(driver, "socketTimeout");

      assertThat(answer).isPositive();
      assertThat(connection.plus(answer)).isLessThanOrEqualTo(PROMISED);
      // One that is found dead at the end of the wait.
      assertThat(connection.plusMillis(pool.getValidationTimeout())).isLessThanOrEqualTo(PROMISED);
      // The server is asked to cancel before the connection is given up.
      assertThat(
              Duration.ofSeconds(ConsoleDatabase.STATEMENT_SECONDS)
                  .plus(seconds(driver, "cancelSignalTimeout")))
          .isLessThanOrEqualTo(answer);
      assertThat(seconds(driver, "connectTimeout")).isPositive().isLessThanOrEqualTo(connection);
      assertThat(seconds(driver, "loginTimeout")).isPositive().isLessThanOrEqualTo(connection);
    }
  }

  private static Duration seconds(Properties driver, String name) {
    return Duration.ofSeconds(Long.parseLong(driver.getProperty(name)));
  }
}
