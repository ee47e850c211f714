package dev.connectorkit.host.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.MutableClock;
import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who reads or writes the database can do with the sign-ins in it: nothing. */
class DataAtRestTest {

  private static final String UPDATE = "UPDATE connectorkit_pending_sign_in SET ";
  private static final String MALLORY = Hashes.of("mallory");

  private final MutableClock clock = new MutableClock();
  private SharedDatabase database;
  private PendingSignInStore store;

  @BeforeEach
  void open() {
    database = SharedDatabase.over(SharedDatabase.embedded(), clock, 100);
    store = database.store();
    store.put(pending("state", "browser"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aRowHasFiveColumnsAndNoSecret() {
    Map<String, Object> row = database.rows().get(0);

    assertThat(row.keySet())
        .containsExactlyInAnyOrder(
            "STATE_HASH", "BROWSER_HASH", "INSTANCE_ID", "EXPIRES_AT", "SEALED_SESSION");
    for (String canary :
        new String[] {"canary", "verifier", base64("canary"), "state", "browser"}) {
      assertThat(row.values()).noneMatch(value -> value.toString().contains(canary));
    }
  }

  @Test
  void aSessionMovedToAnotherRowIsRefused() {
    store.put(pending("other", "browser"));
    Object sealed = database.rows().get(0).get("sealed_session");
    Object other = database.rows().get(1).get("sealed_session");
    database.change(
        UPDATE + "sealed_session = CASE WHEN sealed_session = CAST(? AS VARCHAR) THEN ? ELSE ? END",
        sealed,
        other,
        sealed);

    assertRefused("state", "hf", Hashes.of("browser"));
    assertRefused("other", "hf", Hashes.of("browser"));
  }

  @Test
  void aRowMovedToAnotherBrowserIsRefused() {
    database.change(UPDATE + "browser_hash = ?", MALLORY);

    assertRefused("state", "hf", MALLORY);
  }

  @Test
  void aRowMovedToAnotherInstanceIsRefused() {
    database.change(UPDATE + "instance_id = ?", "evil");

    assertRefused("state", "evil", Hashes.of("browser"));
  }

  @Test
  void aRowMovedToAnotherStateIsRefused() {
    database.change(UPDATE + "state_hash = ?", Hashes.of("known"));

    assertRefused("known", "hf", Hashes.of("browser"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1, 600_000, Long.MAX_VALUE / 2, Long.MIN_VALUE / 2})
  void aRowMovedInTimeIsRefused(long milliseconds) {
    database.change(UPDATE + "expires_at = ?", clock.millis() + 600_000 + milliseconds);

    // Not swept away before it is read: that is another way to lose it.
    assertRefused("state", "hf", Hashes.of("browser"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"verifier\":\"known\"}",
        "eyJ2ZXJpZmllciI6Imtub3duIn0",
        "v1.first.eyJ2ZXJpZmllciI6Imtub3duIiwibm9uY2UiOiJrbm93biJ9",
        "v0.first.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      })
  void aSessionThatIsNotSealedIsRefused(String wellFormed) {
    database.change(UPDATE + "sealed_session = ?", wellFormed);

    assertRefused("state", "hf", Hashes.of("browser"));
  }

  @Test
  void aSessionSealedUnderAnUnknownKeyWaitsForAHostThatHasTheKey() {
    var other = SealingKeys.of("other", Secret.of("0dGq1ykmNDwQOfqzH8jYc6b5qHtYQJ1yWl2sX0QwUeM="));

    assertThatThrownBy(
            () -> database.storeWith(other).take(Hashes.of("state"), "hf", Hashes.of("browser")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.SEALING_KEY_UNKNOWN))
        .hasMessageContaining("'first'");
    assertThat(store.take(Hashes.of("state"), "hf", Hashes.of("browser")))
        .isInstanceOf(Take.Found.class);
  }

  @Test
  void aSignInBegunUnderTheOldKeyCompletesUnderTheNew() {
    var rotated =
        SealingKeys.of("second", Secret.of("0dGq1ykmNDwQOfqzH8jYc6b5qHtYQJ1yWl2sX0QwUeM="))
            .opening("first", Secret.of("BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE="));

    assertThat(database.storeWith(rotated).take(Hashes.of("state"), "hf", Hashes.of("browser")))
        .isEqualTo(new Take.Found(pending("state", "browser")));
  }

  private void assertRefused(String state, String instance, String browserHash) {
    assertThatThrownBy(() -> store.take(Hashes.of(state), instance, browserHash))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.STORED_DATA_INVALID));
  }

  private PendingSignIn pending(String state, String browser) {
    return new PendingSignIn(
        Hashes.of(state),
        Hashes.of(browser),
        "hf",
        new SignInSession(Map.of("verifier", "canary-" + state)),
        clock.instant().plus(Duration.ofMinutes(10)));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes()).substring(0, 7);
  }
}
