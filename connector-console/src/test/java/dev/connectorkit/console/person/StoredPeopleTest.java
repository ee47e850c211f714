package dev.connectorkit.console.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
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

/** What the database has of people who are signed in, and for how long. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class StoredPeopleTest {

  private static final String OTHER_KEY = "second 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();
  private ConsoleDatabase database;
  private StoredPeople people;

  @BeforeEach
  void open() {
    database = ConsoleDatabase.open(kind.fresh(folder));
    people = node(InstanceWorld.KEY);
  }

  @AfterEach
  void close() {
    people.close();
    database.close();
  }

  @Test
  void anotherNodeKnowsThemAndEndsTheirSession() {
    String session = people.open("Ada", Optional.empty());
    try (StoredPeople other = node(InstanceWorld.KEY)) {
      assertThat(other.find(session)).contains("Ada");

      other.close(session);
    }

    assertThat(people.find(session)).isEmpty();
  }

  @Test
  void neitherThePersonNorTheSessionIsInClear() {
    String session = people.open("Ada Example", Optional.empty());

    assertThat(columns())
        .singleElement()
        .asString()
        .contains("v1.first.")
        .doesNotContain("Ada Example", session);
  }

  @Test
  void aRowThatWasMovedToAnotherSessionOpensForNobody() {
    String ada = people.open("Ada", Optional.empty());
    String eve = people.open("Eve", Optional.empty());

    database.change(
        handle ->
            handle.execute(
                "UPDATE console_person_session SET person ="
                    + " (SELECT person FROM console_person_session WHERE session_hash = ?)"
                    + " WHERE session_hash = ?",
                SessionId.hash(ada),
                SessionId.hash(eve)));

    assertThat(people.find(eve)).isEmpty();
    assertThat(people.find(ada)).contains("Ada");
  }

  @Test
  void oneUnderAKeyThatIsGoneSignsNobodyInAndFailsNothing() {
    String session = people.open("Ada", Optional.empty());

    try (StoredPeople later = node(OTHER_KEY)) {
      assertThat(later.find(session)).isEmpty();
    }
  }

  @Test
  void whatEndedIsRemovedAndNothingElse() {
    people.open("Ada", Optional.empty());
    clock.advance(Duration.ofMinutes(30));
    String session = people.open("Bob", Optional.empty());
    clock.advance(Duration.ofMinutes(30));

    people.sweep();

    assertThat(columns()).hasSize(1);
    assertThat(people.find(session)).contains("Bob");
  }

  @Test
  void aThousandSignInsAtOnceHaveTheOldestRemoved() {
    people.close();
    people = new StoredPeople(database, keys(InstanceWorld.KEY), clock, 10);
    for (int i = 0; i < 1_000; i++) {
      people.open("person " + i, Optional.empty());
      clock.advance(Duration.ofMillis(1));
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> columns().size() == 10);
  }

  private List<String> columns() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT session_hash || ' ' || person FROM console_person_session")
                .mapTo(String.class)
                .list());
  }

  private StoredPeople node(String key) {
    return StoredPeople.start(database, keys(key), clock);
  }

  private static SealingKeys keys(String key) {
    return KeyFile.parse(Secret.of(key));
  }
}
