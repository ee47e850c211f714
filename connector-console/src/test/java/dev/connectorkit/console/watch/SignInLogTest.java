package dev.connectorkit.console.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.host.watch.SignInStep;
import dev.connectorkit.host.watch.WatchedSignIn;
import dev.connectorkit.host.watch.WatchedSignIn.Half;
import dev.connectorkit.spi.ConnectorError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of sign-ins, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class SignInLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private ConsoleDatabase database;
  private SignInLog log;

  @BeforeEach
  void open() {
    database = ConsoleDatabase.open(kind.fresh(folder));
    log = SignInLog.start(database, Retention.DEFAULT, clock);
  }

  @AfterEach
  void close() {
    log.close();
    database.close();
  }

  @Test
  void aSignInThatEndedIsWrittenDownWithItsOutcome() {
    log.signIn(completed("one", 120));
    log.signIn(failed("two", SignInStep.TOKEN, ConnectorError.UNAVAILABLE));
    log.signIn(failed("two", SignInStep.CALLBACK, ConnectorError.ACCESS_DENIED));
    written(3);

    List<SignInEntry> all = all();
    assertThat(all)
        .extracting(SignInEntry::outcome)
        .containsExactly(Outcome.GIVEN_UP, Outcome.FAILURE, Outcome.SUCCESS);
    SignInEntry failure = all.get(1);
    assertThat(failure.instanceId()).isEqualTo("two");
    assertThat(failure.errorCode()).isEqualTo("unavailable");
    assertThat(failure.failedStep()).isEqualTo("token");
    SignInEntry success = all.get(2);
    assertThat(success.errorCode()).isEmpty();
    assertThat(success.took()).isEqualTo(Duration.ofMillis(120));
    assertThat(success.at().toEpochMilli()).isEqualTo(clock.millis());
  }

  @Test
  void whatWasBegunWellIsNotOverAndWhatCouldNotBeBegunIs() {
    log.signIn(half(Half.BEGIN, Optional.empty()));
    log.signIn(
        half(
            Half.BEGIN,
            Optional.of(
                new WatchedSignIn.Failure(SignInStep.AUTHORIZE, ConnectorError.UNAVAILABLE))));
    written(1);

    assertThat(all()).extracting(SignInEntry::failedStep).containsExactly("authorize");
  }

  @Test
  void theListIsFilteredAndReadByPages() {
    for (int i = 0; i < 5; i++) {
      log.signIn(completed("one", i));
      log.signIn(failed("two", SignInStep.USERINFO, ConnectorError.INVALID_RESPONSE));
    }
    written(10);

    assertThat(log.entries(Optional.of("one"), Optional.empty(), Long.MAX_VALUE, 10)).hasSize(5);
    assertThat(log.entries(Optional.of("one"), Optional.of(Outcome.FAILURE), Long.MAX_VALUE, 10))
        .isEmpty();
    List<SignInEntry> first =
        log.entries(Optional.empty(), Optional.of(Outcome.SUCCESS), Long.MAX_VALUE, 3);
    List<SignInEntry> second =
        log.entries(Optional.empty(), Optional.of(Outcome.SUCCESS), first.get(2).id(), 3);
    assertThat(first).extracting(entry -> entry.took().toMillis()).containsExactly(4L, 3L, 2L);
    assertThat(second).extracting(entry -> entry.took().toMillis()).containsExactly(1L, 0L);
  }

  @Test
  void theOldAreForgotten() {
    log.signIn(completed("old", 1));
    written(1);
    clock.advance(Duration.ofDays(29));
    log.signIn(completed("young", 1));
    written(2);
    clock.advance(Duration.ofDays(2));

    written(1);
    assertThat(all()).extracting(SignInEntry::instanceId).containsExactly("young");
  }

  @Test
  void noMoreThanSoManyAreKept() {
    log.close();
    log = SignInLog.start(database, new Retention(7, Duration.ofDays(30)), clock);
    for (int i = 0; i < 2_500; i++) {
      log.signIn(completed("one", i));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> !all().isEmpty() && all().get(0).took().toMillis() == 2_499);
    clock.advance(Duration.ofMinutes(1));

    written(7);
    assertThat(all()).extracting(entry -> entry.took().toMillis()).startsWith(2_499L, 2_498L);
    assertThat(log.lost()).isZero();
  }

  @Test
  void noneAreKeptWhereNoneAreWanted() {
    log.close();
    log = SignInLog.start(database, new Retention(0, Duration.ofDays(30)), clock);
    log.signIn(completed("one", 1));
    log.close();

    assertThat(all()).isEmpty();
  }

  @Test
  void callbacksThatBelongToNoSignInDoNotPushOutTheOthers() {
    log.signIn(completed("one", 1));
    for (int i = 0; i < 500; i++) {
      log.signIn(failed("one", SignInStep.CALLBACK, ConnectorError.SIGN_IN_NOT_FOUND));
    }
    log.signIn(failed("one", SignInStep.TOKEN, ConnectorError.UNAVAILABLE));
    written(62);

    clock.advance(Duration.ofMinutes(1));
    log.signIn(failed("one", SignInStep.CALLBACK, ConnectorError.STATE_MISMATCH));
    written(63);
  }

  @Test
  void aDatabaseThatIsAwayCostsLinesAndNobodyWaits() {
    log.signIn(completed("one", 1));
    written(1);
    database.close();

    // The queue, the batch before it, and five hundred too many.
    for (int i = 0; i < SignInWriter.QUEUE + 1_000; i++) {
      log.signIn(completed("one", i));
    }

    assertThat(log.lost()).isBetween(500L, 1_000L);
  }

  @Test
  void whatTheDatabaseRefusesKeepsNothingElseBack() {
    database.change(handle -> handle.execute("ALTER TABLE console_sign_in DROP COLUMN outcome"));
    log.signIn(completed("one", 1));
    await().atMost(PATIENCE).until(() -> log.lost() == 1);

    database.change(
        handle ->
            handle.execute(
                "ALTER TABLE console_sign_in ADD COLUMN outcome VARCHAR(10) DEFAULT 'success'"));
    log.signIn(completed("two", 1));
    written(1);
    assertThat(all()).extracting(SignInEntry::instanceId).containsExactly("two");
  }

  @Test
  void whatWaitsIsWrittenDownAtTheEnd() {
    log.signIn(completed("one", 1));
    log.close();

    assertThat(all()).hasSize(1);
  }

  private void written(int number) {
    await().atMost(PATIENCE).until(() -> all().size() == number);
  }

  private List<SignInEntry> all() {
    return log.entries(Optional.empty(), Optional.empty(), Long.MAX_VALUE, 10_000);
  }

  static WatchedSignIn completed(String instance, long millis) {
    return new WatchedSignIn(
        instance, "sample", Half.COMPLETE, Duration.ofMillis(millis), Optional.empty());
  }

  static WatchedSignIn failed(String instance, SignInStep step, ConnectorError error) {
    return new WatchedSignIn(
        instance,
        "sample",
        Half.COMPLETE,
        Duration.ofMillis(5),
        Optional.of(new WatchedSignIn.Failure(step, error)));
  }

  private static WatchedSignIn half(Half half, Optional<WatchedSignIn.Failure> failure) {
    return new WatchedSignIn("one", "sample", half, Duration.ofMillis(5), failure);
  }
}
