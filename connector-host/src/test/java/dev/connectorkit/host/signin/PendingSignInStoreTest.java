package dev.connectorkit.host.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.MutableClock;
import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SignInSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store promises, on each of them. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@Timeout(120)
class PendingSignInStoreTest {

  private static final String BROWSER = hash("browser");

  private final StoreKind kind;
  private final MutableClock clock = new MutableClock();
  private SharedStore shared;
  private PendingSignInStore store;

  PendingSignInStoreTest(StoreKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    shared = kind.open(clock, 3);
    store = shared.store();
  }

  @AfterEach
  void close() {
    if (shared != null) {
      shared.close();
    }
  }

  @Test
  void givesASignInOnceAndAsItWas() {
    PendingSignIn signIn = pending("state", inMinutes(10));
    store.put(signIn);

    assertThat(store.take(hash("state"), "hf", BROWSER)).isEqualTo(new Take.Found(signIn));
    assertThat(store.take(hash("state"), "hf", BROWSER)).isInstanceOf(Take.Unknown.class);
    assertThat(shared.count()).isZero();
  }

  @Test
  void anotherStoreObjectTakesWhatThisOneWasGiven() {
    PendingSignIn signIn = pending("state", inMinutes(10));
    store.put(signIn);

    assertThat(shared.store().take(hash("state"), "hf", BROWSER)).isEqualTo(new Take.Found(signIn));
    assertThat(store.take(hash("state"), "hf", BROWSER)).isInstanceOf(Take.Unknown.class);
  }

  @Test
  void keepsASignInThatTheWrongBrowserOrInstanceAsksFor() {
    store.put(pending("state", inMinutes(10)));

    assertThat(store.take(hash("state"), "hf", hash("another"))).isInstanceOf(Take.Mismatch.class);
    assertThat(store.take(hash("state"), "hf", "")).isInstanceOf(Take.Mismatch.class);
    assertThat(store.take(hash("state"), "hf\0'", BROWSER)).isInstanceOf(Take.Mismatch.class);
    assertThat(store.take(hash("state"), "another", BROWSER)).isInstanceOf(Take.Mismatch.class);
    assertThat(store.take(hash("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
  }

  @Test
  void textThatIsNoHashIsTheKeyOfNothing() {
    store.put(pending("state", inMinutes(10)));

    for (String odd :
        new String[] {
          "",
          "\0",
          hash("state") + "\0",
          hash("state") + "\n",
          hash("state").substring(1),
          "' OR '1'='1",
          "\ud800",
          "x".repeat(1_000_000)
        }) {
      assertThat(store.take(odd, "hf", BROWSER)).isInstanceOf(Take.Unknown.class);
    }
    assertThat(shared.count()).isEqualTo(1);
  }

  @Test
  void keepsWhateverTextAConnectorRemembers() {
    var odd =
        new SignInSession(
            Map.of(
                "",
                "empty name",
                "nul",
                "\0",
                "emoji",
                "\uD83D\uDE00",
                "sql",
                "'; DROP TABLE x --",
                "lines",
                "a\r\nb",
                "bidi",
                "\u202e",
                "large",
                "\u20ac".repeat(5_000)));
    store.put(new PendingSignIn(hash("state"), BROWSER, "hf", odd, inMinutes(10)));

    assertThat(store.take(hash("state"), "hf", BROWSER))
        .isInstanceOfSatisfying(
            Take.Found.class, found -> assertThat(found.signIn().session()).isEqualTo(odd));
  }

  @Test
  void keepsASessionAsLargeAsMayBe() {
    var entries = new java.util.HashMap<String, String>();
    IntStream.range(1, 100).forEach(i -> entries.put("%04d".formatted(i), "v".repeat(159)));
    int used = 99 * 163;
    entries.put("rest", "v".repeat(PendingSignIn.MAX_SESSION_BYTES - used - 4));
    var largest = new SignInSession(entries);
    store.put(new PendingSignIn(hash("state"), BROWSER, "hf", largest, inMinutes(10)));

    assertThat(store.take(hash("state"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
  }

  @Test
  void refusesASecondSignInOfTheSameState() {
    PendingSignIn first = pending("state", inMinutes(10));
    store.put(first);

    assertThatThrownBy(
            () ->
                store.put(
                    new PendingSignIn(
                        hash("state"),
                        hash("another"),
                        "hf",
                        new SignInSession(Map.of()),
                        inMinutes(10))))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.UNEXPECTED));
    assertThat(store.take(hash("state"), "hf", BROWSER)).isEqualTo(new Take.Found(first));
  }

  @Test
  void dropsThoseThatEndFirstWhenFullInWhateverOrderTheyCame() {
    store.put(pending("b", inMinutes(2)));
    store.put(pending("a", inMinutes(1)));
    store.put(pending("d", inMinutes(4)));
    store.put(pending("c", inMinutes(3)));
    store.put(pending("e", inMinutes(5)));

    assertThat(shared.count()).isEqualTo(3);
    assertThat(store.take(hash("a"), "hf", BROWSER)).isInstanceOf(Take.Unknown.class);
    assertThat(store.take(hash("b"), "hf", BROWSER)).isInstanceOf(Take.Unknown.class);
    for (String kept : new String[] {"c", "d", "e"}) {
      assertThat(store.take(hash(kept), "hf", BROWSER)).isInstanceOf(Take.Found.class);
    }
  }

  @Test
  void forgetsThoseLongEndedAndStillKnowsThoseJustEnded() {
    store.put(pending("old", inMinutes(1)));
    store.put(pending("recent", inMinutes(5)));
    clock.advance(Duration.ofMinutes(12));
    store.put(pending("new", inMinutes(10)));

    assertThat(shared.count()).isEqualTo(2);
    assertThat(store.take(hash("old"), "hf", BROWSER)).isInstanceOf(Take.Unknown.class);
    assertThat(store.take(hash("recent"), "hf", BROWSER)).isInstanceOf(Take.Found.class);
  }

  @Test
  void forgetsOnACallOfAnyKind() {
    store.put(pending("old", inMinutes(1)));
    clock.advance(Duration.ofMinutes(12));
    store.take(hash("other"), "hf", BROWSER);

    assertThat(shared.count()).isZero();
  }

  @Test
  void aSweepLeavesNothingLongEndedBehind() {
    store.put(pending("one", inMinutes(1)));
    store.put(pending("two", inMinutes(2)));
    store.put(pending("three", inMinutes(30)));
    clock.advance(Duration.ofMinutes(13));
    store.sweep();

    assertThat(shared.count()).isEqualTo(1);
  }

  @Test
  void letsExactlyOneOfManyWin() throws Exception {
    var pool = Executors.newFixedThreadPool(64);
    try {
      for (int round = 0; round < 10; round++) {
        String state = hash("state" + round);
        store.put(pending("state" + round, inMinutes(10)));
        var together = new CyclicBarrier(64);
        var takes =
            IntStream.range(0, 64)
                .mapToObj(
                    i ->
                        pool.submit(
                            () -> {
                              PendingSignInStore own = i % 2 == 0 ? store : shared.store();
                              together.await();
                              return own.take(state, "hf", BROWSER);
                            }))
                .toList();
        int winners = 0;
        for (Future<Take> take : takes) {
          Take outcome = take.get();
          assertThat(outcome).isNotInstanceOf(Take.Mismatch.class);
          winners += outcome instanceof Take.Found ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(shared.count()).isZero();
  }

  @Test
  void racingCallersNeverGetOneAnothersSignIn() throws Exception {
    SharedStore roomy = kind.open(clock, 1_000);
    var pool = Executors.newFixedThreadPool(32);
    try {
      var all =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      pool.submit(
                          () -> {
                            PendingSignInStore own = roomy.store();
                            PendingSignIn signIn = pending("state" + i, inMinutes(10));
                            own.put(signIn);
                            return own.take(signIn.stateHash(), "hf", BROWSER)
                                .equals(new Take.Found(signIn));
                          }))
              .toList();
      for (Future<Boolean> own : all) {
        assertThat(own.get()).isTrue();
      }
      assertThat(roomy.count()).isZero();
    } finally {
      pool.shutdownNow();
      roomy.close();
    }
  }

  private Instant inMinutes(int minutes) {
    return clock.instant().plus(Duration.ofMinutes(minutes));
  }

  private static PendingSignIn pending(String state, Instant expiresAt) {
    return new PendingSignIn(
        hash(state), BROWSER, "hf", new SignInSession(Map.of("nonce", state)), expiresAt);
  }

  private static String hash(String text) {
    return Hashes.of(text);
  }
}
