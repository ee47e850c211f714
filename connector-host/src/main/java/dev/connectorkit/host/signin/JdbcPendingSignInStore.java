package dev.connectorkit.host.signin;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Pending sign-ins in a database that many hosts share. Written for PostgreSQL and H2, with
 * standard SQL.
 *
 * <p>Sessions are sealed with AES-256-GCM, each for the row it stands in. Connections come from the
 * data source and go back after each call; it should be a pool with a short wait, and must not hand
 * out connections that take part in a transaction of the application. Clocks of the hosts should
 * agree within seconds.
 *
 * <p>At most {@code capacity} sign-ins are kept, plus what comes in between two looks: each host
 * looks at every sixteenth part of the capacity, and once a minute.
 */
public final class JdbcPendingSignInStore implements PendingSignInStore {

  private final Database database;
  private final SealedSessions sessions;
  private final TableBounds bounds;

  private JdbcPendingSignInStore(Builder builder) {
    this.database = new Database(builder.dataSource, builder.statementTimeout);
    this.sessions = new SealedSessions(builder.keys);
    this.bounds = new TableBounds(database, builder.clock, builder.capacity);
  }

  /**
   * @param keys what sessions are sealed under; all hosts must be able to open what any of them
   *     seals
   */
  public static Builder builder(DataSource dataSource, SealingKeys keys) {
    return new Builder(dataSource, keys);
  }

  /** The SQL that creates the table, for whoever does not let the application do it. */
  public static String schema() {
    return PendingSignInTable.script();
  }

  /**
   * Creates the table where it is not there yet. Several hosts may do so at once.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE}, or with {@link
   *     ConnectorError#INVALID_CONFIG} when the database does not allow it
   */
  public void createSchema() {
    database.call(
        statements -> {
          PendingSignInTable.create(statements);
          return Boolean.TRUE;
        },
        DatabaseFailure::createdMeanwhile);
  }

  @Override
  public void put(PendingSignIn signIn) {
    bounds.beforePut();
    String sealed = sessions.seal(signIn);
    database.call(
        statements -> {
          try {
            PendingSignInTable.insert(statements, signIn, sealed);
            return Boolean.TRUE;
          } catch (SQLException e) {
            if (DatabaseFailure.repeatsKey(e)) {
              throw Takes.repeated();
            }
            throw e;
          }
        });
  }

  @Override
  public Take take(String stateHash, String instanceId, String browserHash) {
    // Whatever else a browser sends never reaches the database.
    if (!PendingSignIn.isHash(stateHash)) {
      return new Take.Unknown();
    }
    bounds.beforeTake();
    return database.call(statements -> take(statements, stateHash, instanceId, browserHash));
  }

  @Override
  public void sweep() {
    bounds.sweep();
  }

  /**
   * How many sign-ins wait, of all hosts together, with those that ended a while ago.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE}
   */
  public long size() {
    return database.call(PendingSignInTable::count);
  }

  private Take take(Statements statements, String stateHash, String instanceId, String browserHash)
      throws SQLException {
    Optional<PendingSignInTable.Row> found = PendingSignInTable.find(statements, stateHash);
    if (found.isEmpty()) {
      return new Take.Unknown();
    }
    PendingSignInTable.Row row = found.get();
    if (!Takes.fits(row.instanceId(), row.browserHash(), instanceId, browserHash)) {
      return new Take.Mismatch();
    }
    // Opened before it is removed: a host that lacks the key takes nothing from those that have it.
    PendingSignIn signIn =
        sessions.open(
            stateHash, row.browserHash(), row.instanceId(), row.expiresAt(), row.sealedSession());
    // Any number of callers come this far; the database lets one of them remove the row.
    return PendingSignInTable.delete(statements, stateHash)
        ? new Take.Found(signIn)
        : new Take.Unknown();
  }

  /** Collects a store's settings. */
  public static final class Builder {

    private final DataSource dataSource;
    private final SealingKeys keys;
    private Clock clock = Clock.systemUTC();
    private int capacity = MemoryPendingSignInStore.DEFAULT_CAPACITY;
    private Duration statementTimeout = Duration.ofSeconds(5);

    private Builder(DataSource dataSource, SealingKeys keys) {
      this.dataSource = requireNonNull(dataSource, "dataSource is null");
      this.keys = requireNonNull(keys, "keys is null");
    }

    /** How many sign-ins may wait, of all hosts together; 100,000 unless set. */
    public Builder capacity(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("capacity must be at least 1");
      }
      this.capacity = value;
      return this;
    }

    /** What one statement may take, in whole seconds; 5 seconds unless set. */
    public Builder statementTimeout(Duration value) {
      if (value.toSeconds() < 1 || value.toSeconds() > 3_600) {
        throw new IllegalArgumentException("A statement must be given 1 second to 1 hour.");
      }
      this.statementTimeout = Duration.ofSeconds(value.toSeconds());
      return this;
    }

    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    public JdbcPendingSignInStore build() {
      return new JdbcPendingSignInStore(this);
    }
  }
}
