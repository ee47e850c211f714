package dev.connectorkit.console.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for programs, on every database. */
class ApiTokensTest {

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void aTokenIsFoundByItsTextUntilItIsRevoked(DatabaseKind kind) {
    with(
        kind,
        (tokens, database) -> {
          IssuedApiToken issued = tokens.issue(" ci ", Optional.empty(), Set.of(), "ada");
          String text = issued.text().reveal();

          assertThat(text).matches("ckapi_[A-Za-z0-9_-]{43}");
          assertThat(issued.toString()).doesNotContain(text);
          assertThat(tokens.find(text).orElseThrow().actor()).isEqualTo("token:ci");
          assertThat(tokens.find(text + "A")).isEmpty();
          assertThat(tokens.find("x" + text.substring(1))).isEmpty();

          tokens.revoke(issued.token().id(), "ada");
          tokens.revoke(issued.token().id(), "ada");

          assertThat(tokens.find(text)).isEmpty();
          assertThat(tokens.list()).isEmpty();
          assertThat(trail(database))
              .containsExactly("ada api-token.revoked ci", "ada api-token.created ci");
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void theDatabaseHasItsHashOnly(DatabaseKind kind) {
    with(
        kind,
        (tokens, database) -> {
          String text = tokens.issue("ci", Optional.empty(), Set.of(), "ada").text().reveal();

          List<String> stored =
              database.read(
                  handle ->
                      handle
                          .createQuery("SELECT name, token_hash, created_by FROM console_api_token")
                          .map((row, c) -> row.getString(1) + row.getString(2) + row.getString(3))
                          .list());

          assertThat(stored).containsExactly("ci" + Token.hash(text) + "ada");
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void aTokenEndsAndIsStillListed(DatabaseKind kind) {
    with(
        kind,
        (tokens, database) -> {
          String text =
              tokens.issue("ci", Optional.of(Duration.ofDays(30)), Set.of(), "ada").text().reveal();
          clock.advance(Duration.ofDays(30).minusMillis(1));
          assertThat(tokens.find(text)).isPresent();

          clock.advance(Duration.ofMillis(1));

          assertThat(tokens.find(text)).isEmpty();
          assertThat(tokens.list().get(0).endedAt(clock.instant())).isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void itsLastUseIsKnownToTheMinute(DatabaseKind kind) {
    with(
        kind,
        (tokens, database) -> {
          String text = tokens.issue("ci", Optional.empty(), Set.of(), "ada").text().reveal();
          assertThat(tokens.list().get(0).lastUsedAt()).isEmpty();

          tokens.find(text);
          long first = tokens.list().get(0).lastUsedAt().orElseThrow().toEpochMilli();
          clock.advance(Duration.ofSeconds(59));
          tokens.find(text);
          assertThat(tokens.list().get(0).lastUsedAt().orElseThrow().toEpochMilli())
              .isEqualTo(first)
              .isEqualTo(clock.millis() - 59_000);
          clock.advance(Duration.ofSeconds(1));
          tokens.find(text);
          assertThat(tokens.list().get(0).lastUsedAt().orElseThrow().toEpochMilli())
              .isEqualTo(clock.millis());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "token:ci", "a\nb", "a<b", "\u202ea"})
  void aNameIsPlain(String name) {
    with(
        DatabaseKind.EMBEDDED,
        (tokens, database) ->
            assertThatThrownBy(() -> tokens.issue(name, Optional.empty(), Set.of(), "ada"))
                .isInstanceOfSatisfying(
                    ConsoleException.class,
                    e -> assertThat(e.error()).isEqualTo(ConsoleError.INVALID)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 3_651})
  void aTokenEndsWithinReason(long days) {
    with(
        DatabaseKind.EMBEDDED,
        (tokens, database) ->
            assertThatThrownBy(
                    () -> tokens.issue("ci", Optional.of(Duration.ofDays(days)), Set.of(), "ada"))
                .hasMessageContaining("1 to 3650 days"));
  }

  @Test
  void aNameIsTakenOnceAndThereAreAHundredAtMost() {
    with(
        DatabaseKind.EMBEDDED,
        (tokens, database) -> {
          for (int i = 0; i < 100; i++) {
            tokens.issue("ci " + i, Optional.empty(), Set.of(), "ada");
          }
          assertThatThrownBy(() -> tokens.issue("ci 7", Optional.empty(), Set.of(), "ada"))
              .isInstanceOfSatisfying(
                  ConsoleException.class,
                  e -> assertThat(e.error()).isEqualTo(ConsoleError.CONFLICT));
          assertThatThrownBy(() -> tokens.issue("another", Optional.empty(), Set.of(), "ada"))
              .hasMessageContaining("Revoke one first");
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void aTokenReadsAndDoesBesideWhatItWasMadeFor(DatabaseKind kind) {
    with(
        kind,
        (tokens, database) -> {
          String reads = tokens.issue("reads", Optional.empty(), Set.of(), "ada").text().reveal();
          String brings =
              tokens
                  .issue("brings", Optional.empty(), Set.of(ApiRight.PLUGINS), "ada")
                  .text()
                  .reveal();

          assertThat(tokens.find(reads).orElseThrow().rights()).containsExactly(ApiRight.READ);
          assertThat(tokens.find(brings).orElseThrow().rights())
              .containsExactlyInAnyOrder(ApiRight.READ, ApiRight.PLUGINS);
        });
  }

  private void with(DatabaseKind kind, BiConsumer<ApiTokens, ConsoleDatabase> work) {
    try (var database = ConsoleDatabase.open(kind.fresh(folder))) {
      var audit = new AuditTrail(database, clock);
      work.accept(new ApiTokens(database, audit, clock), database);
    }
  }

  private List<String> trail(ConsoleDatabase database) {
    return new AuditTrail(database, clock)
        .entries(Long.MAX_VALUE, 10).stream()
            .map(entry -> entry.actor() + " " + entry.action() + " " + entry.subject())
            .toList();
  }
}
