package dev.connectorkit.host.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.SignInSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the table comes to be. */
@Timeout(60)
class SchemaTest {

  enum Where {
    H2(SharedDatabase::embedded),
    POSTGRESQL(() -> PostgresServer.running().emptySchema());

    private final Supplier<HikariConfig> empty;

    Where(Supplier<HikariConfig> empty) {
      this.empty = empty;
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyHostsCreateItAtOnce(Where where) throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 5; round++) {
        HikariConfig settings = where.empty.get();
        // Both ways to hold a transaction open while others create the same.
        settings.setAutoCommit(round % 2 == 0);
        try (HikariDataSource pool = new HikariDataSource(settings)) {
          var together = new CyclicBarrier(8);
          var created =
              IntStream.range(0, 8)
                  .mapToObj(
                      i ->
                          threads.submit(
                              () -> {
                                together.await();
                                store(pool).createSchema();
                                return true;
                              }))
                  .toList();
          for (Future<Boolean> one : created) {
            assertThat(one.get()).isTrue();
          }
          assertWorks(pool);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void creatingItAgainKeepsWhatIsInIt(Where where) {
    try (HikariDataSource pool = new HikariDataSource(where.empty.get())) {
      store(pool).createSchema();
      store(pool).put(pending());
      store(pool).createSchema();

      assertThat(store(pool).take(Hashes.of("state"), "hf", Hashes.of("browser")))
          .isInstanceOf(Take.Found.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorCreatesItFromTheScript(Where where) throws Exception {
    try (HikariDataSource pool = new HikariDataSource(where.empty.get())) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(JdbcPendingSignInStore.schema());
      }
      assertWorks(pool);
    }
  }

  @Test
  void theDocumentationShowsTheScript() throws IOException {
    assertThat(Files.readString(Path.of("../docs/embedding.md")))
        .contains("```sql\n" + JdbcPendingSignInStore.schema() + "```");
  }

  private static void assertWorks(HikariDataSource pool) {
    store(pool).put(pending());
    assertThat(store(pool).take(Hashes.of("state"), "hf", Hashes.of("browser")))
        .isEqualTo(new Take.Found(pending()));
  }

  private static JdbcPendingSignInStore store(HikariDataSource pool) {
    return JdbcPendingSignInStore.builder(pool, SharedDatabase.KEYS).build();
  }

  private static PendingSignIn pending() {
    return new PendingSignIn(
        Hashes.of("state"),
        Hashes.of("browser"),
        "hf",
        new SignInSession(Map.of()),
        Instant.parse("2099-01-01T00:00:00Z"));
  }
}
