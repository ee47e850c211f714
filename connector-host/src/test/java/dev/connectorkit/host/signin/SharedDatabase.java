package dev.connectorkit.host.signin;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.spi.Secret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Stores over one database, and short ways to look into its table and to change it. */
public final class SharedDatabase implements SharedStore {

  static final SealingKeys KEYS =
      SealingKeys.of("first", Secret.of("BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE="));

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final HikariDataSource pool;
  private final Clock clock;
  private final int capacity;

  private SharedDatabase(HikariConfig settings, Clock clock, int capacity) {
    settings.setMinimumIdle(0);
    this.pool = new HikariDataSource(settings);
    this.clock = clock;
    this.capacity = capacity;
    storeWith(KEYS).createSchema();
  }

  static SharedDatabase over(HikariConfig settings, Clock clock, int capacity) {
    return new SharedDatabase(settings, clock, capacity);
  }

  /** Settings of a pool over a new database in this process. */
  public static HikariConfig embedded() {
    var settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:h2:mem:test" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    return settings;
  }

  DataSource dataSource() {
    return pool;
  }

  @Override
  public JdbcPendingSignInStore store() {
    return storeWith(KEYS);
  }

  JdbcPendingSignInStore storeWith(SealingKeys keys) {
    return JdbcPendingSignInStore.builder(pool, keys).clock(clock).capacity(capacity).build();
  }

  @Override
  public long count() {
    return (Long) rows("SELECT COUNT(*) AS n FROM connectorkit_pending_sign_in").get(0).get("n");
  }

  /** What the table holds, as an administrator of the database sees it. */
  List<Map<String, Object>> rows() {
    return rows("SELECT * FROM connectorkit_pending_sign_in ORDER BY state_hash");
  }

  /** What such an administrator may do. */
  void change(String sql, Object... values) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
      commit(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private List<Map<String, Object>> rows(String sql) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      var rows = new ArrayList<Map<String, Object>>();
      while (result.next()) {
        var row = new java.util.TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
        }
        rows.add(row);
      }
      commit(connection);
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void commit(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }
}
