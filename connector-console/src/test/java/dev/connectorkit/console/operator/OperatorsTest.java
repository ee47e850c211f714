package dev.connectorkit.console.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.CheapPasswords;
import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConnectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Set-up, sign-in, sessions and locks, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class OperatorsTest {

  private static final String HERE = "203.0.113.7";
  private static final String PASSWORD = "several long words";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private ConsoleDatabase database;
  private AuditTrail audit;
  private Operators operators;

  @BeforeEach
  void open() {
    database = ConsoleDatabase.open(kind.fresh(folder));
    audit = new AuditTrail(database, clock);
    operators = new Operators(database, audit, clock, CheapPasswords.COST);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aLinkSetsThePasswordAndSignsIn() {
    assertThat(operators.exist()).isFalse();
    String link = operators.issueLink();
    assertThat(operators.isLinkOpen(link)).isTrue();

    OperatorSession session = operators.setUp(link, "ada", PASSWORD);

    assertThat(operators.exist()).isTrue();
    assertThat(operators.session(session.token())).map(OperatorSession::operator).contains("ada");
    assertThat(operators.signIn("ada", PASSWORD, HERE).token()).isNotEqualTo(session.token());
  }

  @Test
  void aLinkWorksOnceAndEndsAllOthers() {
    String other = operators.issueLink();
    String link = operators.issueLink();
    operators.setUp(link, "ada", PASSWORD);

    for (String used : List.of(link, other, "never issued")) {
      assertThat(operators.isLinkOpen(used)).isFalse();
      refused(ConsoleError.LINK_ENDED, () -> operators.setUp(used, "eve", PASSWORD));
      assertThatThrownBy(() -> operators.requireOpenLink(used))
          .as("a start prints no link any more")
          .hasMessageContaining("Sign in")
          .hasMessageContaining("reset-operator")
          .hasMessageNotContaining("Start");
    }
    refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn("eve", PASSWORD, HERE));
  }

  @Test
  void aLinkEndsAfterAnHour() {
    String link = operators.issueLink();
    clock.advance(Duration.ofHours(1));

    assertThat(operators.isLinkOpen(link)).isFalse();
    refused(ConsoleError.LINK_ENDED, () -> operators.setUp(link, "ada", PASSWORD));
  }

  @Test
  void ofManyWhoUseALinkAtTheSameMomentOneGetsIn() throws Exception {
    String link = operators.issueLink();
    List<Callable<Boolean>> uses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "ada" + i;
      uses.add(
          () -> {
            try {
              operators.setUp(link, name, PASSWORD);
              return true;
            } catch (ConsoleException e) {
              return false;
            }
          });
    }
    int successes = 0;
    var pool = Executors.newFixedThreadPool(8);
    try {
      for (Future<Boolean> use : pool.invokeAll(uses)) {
        successes += use.get() ? 1 : 0;
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(successes).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "elevenchars", "aaaaaaaaaaaaaaaaaaaa", "Ada.Ada.Lovelace"})
  void aPasswordThatIsHardlyOneIsRefusedAndTheLinkStaysGood(String password) {
    String link = operators.issueLink();

    refused(ConsoleError.INVALID, () -> operators.setUp(link, "ada.ada.lovelace", password));

    operators.setUp(link, "ada.ada.lovelace", PASSWORD);
  }

  @Test
  void aChangedPasswordIsHeldToTheSameRulesAndCountsAsNoGuess() {
    OperatorSession session = operators.setUp(operators.issueLink(), "ada", PASSWORD);
    for (int i = 0; i < 6; i++) {
      refused(
          ConsoleError.INVALID, () -> operators.changePassword(session, PASSWORD, "password1234"));
    }
    operators.signIn("ada", PASSWORD, HERE);
  }

  @Test
  void whoHasNoLinkIsNotToldWhatAPasswordMustBeLike() {
    refused(ConsoleError.LINK_ENDED, () -> operators.setUp("never issued", "ada", "short"));
  }

  @Test
  void aPasswordMayBeOfAnyCharactersAndIsNotCut() {
    String long128 =
        "ä".repeat(60) + "long words after 60 characters, and some more: 🔑" + "x".repeat(19);
    operators.setUp(operators.issueLink(), "ada", long128);

    operators.signIn("ada", long128, HERE);
    refused(
        ConsoleError.WRONG_PASSWORD,
        () -> operators.signIn("ada", long128.substring(0, long128.length() - 1), HERE));
    refused(
        ConsoleError.INVALID,
        () -> operators.setUp(operators.issueLink(), "bob", long128 + "more than 128"));
  }

  @Test
  void unlessToldOtherwiseAGuessCostsWhatIsRecommended() {
    var recommended = new Operators(database, audit, clock);
    recommended.setUp(recommended.issueLink(), "ada", PASSWORD);

    // OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
    assertThat(passwordHash()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    recommended.signIn("ada", PASSWORD, HERE);
    // The hash says what it was made with.
    operators.signIn("ada", PASSWORD, HERE);
    refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn("ada", "not that one", HERE));
  }

  @Test
  void theSamePasswordTypedOnAnotherKeyboardFits() {
    operators.setUp(operators.issueLink(), "ada", "schöne lange Wörter");

    operators.signIn("ada", "scho\u0308ne lange Wo\u0308rter", HERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "\u202eada", "<script>"})
  void aNameThatIsNoneIsRefused(String name) {
    refused(ConsoleError.INVALID, () -> operators.setUp(operators.issueLink(), name, PASSWORD));
  }

  @Test
  void theDatabaseHasNeitherPasswordNorTokenNorLink() {
    String link = operators.issueLink();
    OperatorSession session = operators.setUp(link, "ada", PASSWORD);
    String open = operators.issueLink();

    String everything =
        database.read(
            handle ->
                List.of(
                        "console_operator",
                        "console_session",
                        "console_set_up_link",
                        "console_audit",
                        "console_failed_sign_in")
                    .stream()
                    .map(table -> handle.select("SELECT * FROM " + table).mapToMap().list())
                    .toList()
                    .toString());
    assertThat(everything)
        .contains("$argon2id$", "ada")
        .doesNotContain(PASSWORD, session.token(), link, open);
  }

  @Test
  void aPasswordThatIsRightIsRefusedOfALockedAccount() {
    operators.setUp(operators.issueLink(), "ada", PASSWORD);
    for (int i = 0; i < 5; i++) {
      refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn("ada", "not that one", HERE));
    }

    ConsoleException locked =
        refused(ConsoleError.TOO_MANY_ATTEMPTS, () -> operators.signIn("ada", PASSWORD, HERE));
    assertThat(locked).hasMessageContaining("Wait 60 seconds");
    operators.signIn("ada", PASSWORD, "198.51.100.1");

    clock.advance(Duration.ofMinutes(1));
    operators.signIn("ada", PASSWORD, HERE);
  }

  @Test
  void anAccountThatIsNotThereIsLockedLikeOneThatIs() {
    operators.setUp(operators.issueLink(), "ada", PASSWORD);
    for (int i = 0; i < 5; i++) {
      refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn("nobody", "not that one", HERE));
    }
    refused(ConsoleError.TOO_MANY_ATTEMPTS, () -> operators.signIn("nobody", PASSWORD, HERE));
    operators.signIn("ada", PASSWORD, HERE);
  }

  @Test
  void whoIsSignedInCanChangeThePasswordWhateverStrangersDo() {
    OperatorSession session = operators.setUp(operators.issueLink(), "ada", PASSWORD);
    for (int i = 0; i < 5; i++) {
      failWithInventedNames("198.51.100." + i, 20);
    }
    operators.confirm(session, PASSWORD);
    operators.changePassword(session, PASSWORD, "other long words");
  }

  @Test
  void failuresPushNoChangeOutOfTheTrailAndSayWhereTheyCameFrom() {
    operators.setUp(operators.issueLink(), "ada", PASSWORD);
    database.change(
        handle -> {
          for (int i = 0; i < AuditTrail.KEPT + 600; i++) {
            audit.add(handle, "nobody", "operator.sign-in-failed", "", "", "");
          }
          return Boolean.TRUE;
        });
    audit.addFailure("203.0.113.7", "");

    List<AuditEntry> entries = audit.entries(Long.MAX_VALUE, 20_000);
    assertThat(entries)
        .hasSizeBetween(AuditTrail.FAILURES_KEPT, AuditTrail.FAILURES_KEPT + 200)
        .extracting(AuditEntry::action)
        .contains("operator.set-up", "operator.link-issued");
    assertThat(entries.get(0).after()).isEqualTo("{\"from\":\"203.0.113.7\"}");
  }

  @Test
  void attemptsAtTheSameMomentGainNothing() throws Exception {
    operators.setUp(operators.issueLink(), "ada", PASSWORD);
    List<Callable<ConsoleError>> guesses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      guesses.add(
          () -> {
            try {
              operators.signIn("ada", "not that one", HERE);
              throw new AssertionError("signed in");
            } catch (ConsoleException e) {
              return e.error();
            }
          });
    }
    List<ConsoleError> answers = new ArrayList<>();
    var pool = Executors.newFixedThreadPool(6);
    try {
      for (Future<ConsoleError> guess : pool.invokeAll(guesses)) {
        answers.add(guess.get());
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(answers.stream().filter(ConsoleError.WRONG_PASSWORD::equals).count())
        .isLessThanOrEqualTo(5);
  }

  @Test
  void aSessionEndsWhenNobodyUsesItAndAtTheLatestAfterTwelveHours() {
    String idle = operators.setUp(operators.issueLink(), "ada", PASSWORD).token();
    String used = operators.signIn("ada", PASSWORD, HERE).token();
    for (int i = 0; i < 24; i++) {
      assertThat(operators.session(used)).as("after %d half hours", i).isPresent();
      clock.advance(Duration.ofMinutes(29));
    }
    assertThat(operators.session(idle)).isEmpty();
    clock.advance(Duration.ofMinutes(24));
    assertThat(operators.session(used)).isEmpty();
  }

  @Test
  void signOutEndsOneSessionAndAChangeOfThePasswordAllOthers() {
    OperatorSession first = operators.setUp(operators.issueLink(), "ada", PASSWORD);
    OperatorSession second = operators.signIn("ada", PASSWORD, HERE);
    OperatorSession third = operators.signIn("ada", PASSWORD, HERE);
    operators.signOut(first);
    assertThat(operators.session(first.token())).isEmpty();
    assertThat(operators.session(second.token())).isPresent();

    OperatorSession next = operators.changePassword(third, PASSWORD, "other long words");

    assertThat(operators.session(second.token())).isEmpty();
    assertThat(operators.session(third.token())).isEmpty();
    assertThat(operators.session(next.token())).isPresent();
    refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn("ada", PASSWORD, HERE));
    operators.signIn("ada", "other long words", HERE);
  }

  @Test
  void aSignInUnderWayDoesNotOutliveAChangeOfThePassword() throws Exception {
    operators.setUp(operators.issueLink(), "ada", PASSWORD);
    OperatorSession session = operators.signIn("ada", PASSWORD, HERE);
    String password = PASSWORD;
    var pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        String former = password;
        var start = new CyclicBarrier(3);
        List<Future<Optional<OperatorSession>>> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          others.add(
              pool.submit(
                  () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return attempt(former);
                  }));
        }
        start.await(30, TimeUnit.SECONDS);
        password = "other long words " + round;
        session = operators.changePassword(session, former, password);
        for (Future<Optional<OperatorSession>> other : others) {
          Optional<OperatorSession> opened = other.get(30, TimeUnit.SECONDS);
          assertThat(opened.flatMap(one -> operators.session(one.token())))
              .as("a session by the former password, in round " + round)
              .isEmpty();
        }
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(operators.session(session.token())).isPresent();
  }

  @Test
  void whoChangesThePasswordMustKnowThePresentOne() {
    OperatorSession session = operators.setUp(operators.issueLink(), "ada", PASSWORD);

    refused(
        ConsoleError.WRONG_PASSWORD,
        () -> operators.changePassword(session, "not that one", "other long words"));

    operators.signIn("ada", PASSWORD, HERE);
  }

  @Test
  void aResetBreaksLocksAndSessionsAndGivesALink() {
    OperatorSession session = operators.setUp(operators.issueLink(), "ada", PASSWORD);
    for (int i = 0; i < 5; i++) {
      refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn("ada", "not that one", HERE));
    }

    String link = operators.reset();

    assertThat(operators.session(session.token())).isEmpty();
    OperatorSession meanwhile = operators.signIn("ada", PASSWORD, HERE);
    operators.setUp(link, "bob", "other long words");
    assertThat(operators.session(meanwhile.token())).isEmpty();
    refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn("ada", PASSWORD, HERE));
    operators.signIn("bob", "other long words", HERE);
  }

  @Test
  void everythingIsInTheTrail() {
    OperatorSession session = operators.setUp(operators.issueLink(), "ada", PASSWORD);
    refused(
        ConsoleError.WRONG_PASSWORD, () -> operators.signIn("nobody\u0000", "not that one", HERE));
    operators.signOut(session);

    assertThat(audit.entries(Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action)
        .containsExactly(
            "operator.signed-out",
            "operator.sign-in-failed",
            "operator.set-up",
            "operator.link-issued");
  }

  private Optional<OperatorSession> attempt(String password) {
    try {
      return Optional.of(operators.signIn("ada", password, HERE));
    } catch (ConsoleException | ConnectorException e) {
      // Refused, or the database had too much to do: no session either way.
      return Optional.empty();
    }
  }

  private void failWithInventedNames(String from, int times) {
    for (int i = 0; i < times; i++) {
      String name = "guess" + i;
      refused(ConsoleError.WRONG_PASSWORD, () -> operators.signIn(name, "not that one", from));
    }
  }

  private String passwordHash() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT password_hash FROM console_operator")
                .mapTo(String.class)
                .one());
  }

  private static ConsoleException refused(ConsoleError error, Runnable attempt) {
    var thrown = new ConsoleException[1];
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(ConsoleException.class, e -> thrown[0] = e);
    assertThat(thrown[0].error()).isEqualTo(error);
    return thrown[0];
  }
}
