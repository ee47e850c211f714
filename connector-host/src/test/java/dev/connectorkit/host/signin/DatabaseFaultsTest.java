package dev.connectorkit.host.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.host.MutableClock;
import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SignInSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A PostgreSQL that is frozen, gone, busy or not set up. Nobody waits for ever, nothing is lost.
 */
// A thread that waits for a socket hears no interrupt, so another one has to watch it.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatabaseFaultsTest {

  private static final String BROWSER = Hashes.of("browser");

  private final MutableClock clock = new MutableClock();

  @Test
  void aFrozenDatabaseHoldsNoCallerAndLosesNoSignIn() throws Exception {
    try (var network = new Relay(PostgresServer.running().port());
        HikariDataSource pool = poolThrough(network, 4)) {
      JdbcPendingSignInStore store = store(pool);
      store.put(pending("state"));

      network.freeze();
      assertUnavailable(() -> store.take(Hashes.of("state"), "hf", BROWSER));
      assertUnavailable(() -> store.put(pending("other")));
      assertUnavailable(store::sweep);
      assertUnavailable(store::createSchema);
      network.mend();

      assertThat(store.take(Hashes.of("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
    }
  }

  @Test
  void aDatabaseThatIsGoneIsSaidAtOnceAndUsedAgainWhenItIsBack() throws Exception {
    try (var network = new Relay(PostgresServer.running().port());
        HikariDataSource pool = poolThrough(network, 4)) {
      JdbcPendingSignInStore store = store(pool);
      store.put(pending("state"));

      network.cut();
      assertUnavailable(() -> store.take(Hashes.of("state"), "hf", BROWSER));
      network.mend();

      assertThat(store.take(Hashes.of("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
    }
  }

  @Test
  void aPoolThatIsUsedUpMakesNobodyWaitLongerThanItSays() throws Exception {
    try (var network = new Relay(PostgresServer.running().port());
        HikariDataSource pool = poolThrough(network, 1)) {
      JdbcPendingSignInStore store = store(pool);
      store.put(pending("state"));

      try (Connection last = pool.getConnection()) {
        assertUnavailable(() -> store.take(Hashes.of("state"), "hf", BROWSER));
        assertThat(last.isClosed()).isFalse();
      }

      assertThat(store.take(Hashes.of("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
    }
  }

  @Test
  void aRowThatSomebodyHoldsIsWaitedForWithABound() throws Exception {
    try (HikariDataSource pool = new HikariDataSource(PostgresServer.running().emptySchema())) {
      JdbcPendingSignInStore store = store(pool);
      store.put(pending("state"));

      try (Connection holder = pool.getConnection()) {
        holder.setAutoCommit(false);
        holder
            .prepareStatement("SELECT * FROM connectorkit_pending_sign_in FOR UPDATE")
            .executeQuery();
        // Cancelled by the server, which keeps the connection.
        assertThatThrownBy(() -> store.take(Hashes.of("state"), "hf", BROWSER))
            .isInstanceOf(ConnectorException.class)
            .hasMessageContaining("SQLState 57014");
        assertUnavailable(() -> store.take(Hashes.of("state"), "hf", BROWSER));
        holder.rollback();
      }

      assertThat(store.take(Hashes.of("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
    }
  }

  @Test
  void aMissingTableIsTheOperatorsToCreate() {
    try (var pool = new HikariDataSource(PostgresServer.running().emptySchema());
        var embedded = new HikariDataSource(SharedDatabase.embedded())) {
      for (DataSource empty : new DataSource[] {pool, embedded}) {
        JdbcPendingSignInStore store =
            JdbcPendingSignInStore.builder(empty, SharedDatabase.KEYS).build();

        assertThatThrownBy(() -> store.put(pending("state")))
            .isInstanceOfSatisfying(
                ConnectorException.class,
                e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG))
            .hasMessageContaining("Create its table");
      }
    }
  }

  @Test
  void aConnectionGoesBackAsItCame() throws Exception {
    HikariConfig settings = PostgresServer.running().emptySchema();
    settings.setMaximumPoolSize(1);
    settings.setAutoCommit(false);
    try (HikariDataSource pool = new HikariDataSource(settings)) {
      // Without the pool's own cleaning: what the pool sees is what the store left.
      try (Connection only = pool.getConnection()) {
        Connection raw = only.unwrap(Connection.class);
        only.commit();
        JdbcPendingSignInStore store = store(DataSources.always(raw, () -> {}));
        store.put(pending("state"));
        assertThatThrownBy(() -> store.put(pending("state")))
            .isInstanceOf(ConnectorException.class);

        assertThat(raw.getAutoCommit()).isFalse();
        assertThat(raw.getNetworkTimeout()).isZero();
        // No transaction is left open, and none that failed.
        assertThat(store.take(Hashes.of("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
        try (Connection other = PostgresServer.running().admin()) {
          assertThat(idleInTransaction(other)).isZero();
        }
      }
    }
  }

  @Test
  void theQueryTimeoutOfAnEmbeddedConnectionGoesBackToo() throws Exception {
    try (var pool = new HikariDataSource(SharedDatabase.embedded());
        Connection only = pool.getConnection()) {
      try (var statement = only.createStatement()) {
        statement.setQueryTimeout(77);
      }
      JdbcPendingSignInStore store = store(DataSources.always(only, () -> {}));
      store.put(pending("state"));

      try (var statement = only.createStatement()) {
        assertThat(statement.getQueryTimeout()).isEqualTo(77);
      }
    }
  }

  @Test
  void aConnectionThatFailsToCloseTakesNothingBack() throws Exception {
    try (var pool = new HikariDataSource(SharedDatabase.embedded());
        Connection only = pool.getConnection()) {
      JdbcPendingSignInStore store =
          store(
              DataSources.always(
                  only,
                  () -> {
                    throw new SQLException("close", "08006");
                  }));
      store.put(pending("state"));

      assertThat(store.take(Hashes.of("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
    }
  }

  @Test
  void whateverAPoolThrowsComesOutTypedAndWithoutAPassword() {
    for (Exception thrown :
        new Exception[] {
          new IllegalStateException("not open"),
          new SQLException("No suitable driver found for jdbc:postgresql://db/?password=canary"),
          new SQLException("outer", "08001", new IllegalArgumentException("password=canary")),
          new SQLException("no state", (String) null),
        }) {
      JdbcPendingSignInStore store =
          JdbcPendingSignInStore.builder(DataSources.failing(thrown), SharedDatabase.KEYS).build();

      assertThatThrownBy(() -> store.put(pending("state")))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> {
                assertThat(e.error()).isEqualTo(ConnectorError.STORE_UNAVAILABLE);
                for (Throwable part = e; part != null; part = part.getCause()) {
                  assertThat(part.toString()).doesNotContain("canary");
                }
              });
    }
  }

  private JdbcPendingSignInStore store(DataSource dataSource) {
    JdbcPendingSignInStore store =
        JdbcPendingSignInStore.builder(dataSource, SharedDatabase.KEYS)
            .clock(clock)
            .statementTimeout(Duration.ofSeconds(1))
            .build();
    store.createSchema();
    return store;
  }

  private static HikariDataSource poolThrough(Relay network, int size) {
    String schema = PostgresServer.running().emptySchema().getSchema();
    HikariConfig settings = PostgresServer.pool(network.port(), schema);
    settings.setMaximumPoolSize(size);
    settings.setMinimumIdle(0);
    settings.setConnectionTimeout(500);
    settings.setValidationTimeout(300);
    return new HikariDataSource(settings);
  }

  private PendingSignIn pending(String state) {
    return new PendingSignIn(
        Hashes.of(state),
        BROWSER,
        "hf",
        new SignInSession(Map.of("nonce", state)),
        clock.instant().plus(Duration.ofMinutes(10)));
  }

  private static int idleInTransaction(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.error()).isEqualTo(ConnectorError.STORE_UNAVAILABLE);
              assertThat(e.error().retryable()).isTrue();
              assertThat(e.error().httpStatus()).isEqualTo(503);
              assertThat(e.retryAfter()).contains(Duration.ofSeconds(5));
            });
  }
}
