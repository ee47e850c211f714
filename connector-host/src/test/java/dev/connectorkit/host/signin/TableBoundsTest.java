package dev.connectorkit.host.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.host.MutableClock;
import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.SignInSession;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bounds of the table, and who pays for them. */
class TableBoundsTest {

  private static final String BROWSER = Hashes.of("browser");

  private final MutableClock clock = new MutableClock();
  private final HikariDataSource pool = new HikariDataSource(SharedDatabase.embedded());
  private final AtomicInteger connections = new AtomicInteger();
  private final DataSource counted =
      DataSources.of(
          () -> {
            connections.incrementAndGet();
            return pool.getConnection();
          });

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void mostCallsDoNothingButTheirOwnWork() {
    JdbcPendingSignInStore store = store(1_600);
    store.put(pending("first"));
    int before = connections.get();

    IntStream.range(0, 50).forEach(i -> store.put(pending("state" + i)));
    IntStream.range(0, 50).forEach(i -> store.take(Hashes.of("state" + i), "hf", BROWSER));

    assertThat(connections.get() - before).isEqualTo(100);
  }

  @Test
  void aTableIsNeverMuchFullerThanItsCapacity() {
    JdbcPendingSignInStore one = store(160);
    JdbcPendingSignInStore two = store(160);
    long most = 0;
    for (int i = 0; i < 1_000; i++) {
      (i % 2 == 0 ? one : two).put(pending("state" + i));
      most = Math.max(most, count());
    }

    // A sixteenth of it on top, for each of the two hosts.
    assertThat(most).isBetween(160L, 180L);
    assertThat(one.take(Hashes.of("state999"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
  }

  @Test
  void whatPiledUpIsClearedInPieces() {
    JdbcPendingSignInStore store = store(100_000);
    store.put(pending("early"));
    insertEnded(25_000);
    clock.advance(Duration.ofMinutes(1));
    int before = connections.get();

    store.put(pending("pays for 20 pieces"));
    assertThat(connections.get() - before).isEqualTo(21);
    assertThat(count()).isEqualTo(25_000 - 20_000 + 2);

    store.put(pending("pays for the rest"));
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void aSmallerCapacityIsReachedInPiecesToo() {
    JdbcPendingSignInStore large = store(100_000);
    IntStream.range(0, 3_000).forEach(i -> large.put(pending("state" + i)));

    store(100).put(pending("state"));

    assertThat(count()).isEqualTo(100);
  }

  @Test
  void aCallbackTakesNoPlaceFromOthers() {
    JdbcPendingSignInStore store = store(3);
    IntStream.range(0, 3).forEach(i -> store.put(pending("state" + i)));
    clock.advance(Duration.ofMinutes(1));

    store.take(Hashes.of("other"), "hf", BROWSER);

    assertThat(count()).isEqualTo(3);
  }

  @Test
  void aSweepClearsAllAtOnce() {
    JdbcPendingSignInStore store = store(100_000);
    store.put(pending("one"));
    insertEnded(25_000);

    store.sweep();

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackStopsNoSweep() {
    JdbcPendingSignInStore store = store(100_000);
    store.put(pending("one"));
    clock.advance(Duration.ofDays(-300));
    insertEnded(10);

    store.put(pending("two"));

    assertThat(count()).isEqualTo(2);
  }

  private JdbcPendingSignInStore store(int capacity) {
    JdbcPendingSignInStore store =
        JdbcPendingSignInStore.builder(counted, SharedDatabase.KEYS)
            .clock(clock)
            .capacity(capacity)
            .build();
    store.createSchema();
    return store;
  }

  private PendingSignIn pending(String state) {
    return new PendingSignIn(
        Hashes.of(state),
        BROWSER,
        "hf",
        new SignInSession(Map.of()),
        clock.instant().plus(Duration.ofMinutes(10)));
  }

  private void insertEnded(int number) {
    long longAgo = clock.millis() - Duration.ofDays(1).toMillis();
    execute(
        "INSERT INTO connectorkit_pending_sign_in SELECT LPAD(X, 43, '0'), '"
            + BROWSER
            + "', 'hf', "
            + longAgo
            + " + X, 'v1' FROM SYSTEM_RANGE(1, "
            + number
            + ")");
  }

  private void execute(String sql) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long count() {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM connectorkit_pending_sign_in")) {
      rows.next();
      return rows.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
