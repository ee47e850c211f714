package dev.connectorkit.console.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is signed in, in memory and in the databases. */
@ParameterizedClass
@EnumSource(SignedInPeopleTest.Place.class)
class SignedInPeopleTest {

  private static final int MOST = 3;

  @Parameter Place place;
  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();
  private final List<AutoCloseable> parts = new ArrayList<>();
  private SignedInPeople people;

  enum Place {
    MEMORY,
    EMBEDDED,
    POSTGRESQL
  }

  @BeforeEach
  void open() {
    if (place == Place.MEMORY) {
      people = new PeopleInMemory(clock, MOST);
      return;
    }
    DatabaseKind kind = DatabaseKind.valueOf(place.name());
    var database = ConsoleDatabase.open(kind.fresh(folder));
    parts.add(database);
    var stored =
        new StoredPeople(database, KeyFile.parse(Secret.of(InstanceWorld.KEY)), clock, MOST);
    parts.add(0, stored);
    people = stored;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }

  @Test
  void aPersonIsFoundByTheirSessionUntilItIsClosed() {
    String ada = open("ada");
    String bob = open("bob");
    assertThat(ada).hasSize(43).isNotEqualTo(bob);
    assertThat(people.find(ada)).contains("ada");
    assertThat(people.find(bob)).contains("bob");

    people.close(ada);

    assertThat(people.find(ada)).isEmpty();
    assertThat(people.find(bob)).contains("bob");
  }

  @Test
  void theSessionThatTheBrowserHadEndsWithTheNextSignIn() {
    String ada = open("ada");
    String bystander = open("bystander");

    String again = people.open("ada again", Optional.of(ada));

    assertThat(people.find(ada)).isEmpty();
    assertThat(people.find(again)).contains("ada again");
    assertThat(people.find(bystander)).contains("bystander");
  }

  @Test
  void aSessionEndsAfterAnHour() {
    String session = open("ada");

    clock.advance(Duration.ofMinutes(59));
    assertThat(people.find(session)).contains("ada");
    clock.advance(Duration.ofMinutes(1));
    assertThat(people.find(session)).isEmpty();
  }

  @Test
  void theOldestGoesFirst() {
    List<String> sessions = new ArrayList<>();
    for (int i = 0; i < MOST + 2; i++) {
      sessions.add(open("person " + i));
      clock.advance(Duration.ofSeconds(1));
    }
    if (people instanceof StoredPeople stored) {
      stored.sweep();
    }

    assertThat(sessions.stream().map(people::find).map(Optional::isPresent))
        .containsExactly(false, false, true, true, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --", "\0"})
  void aTextThatIsNoSessionFindsNobodyAndEndsNothing(String text) {
    String session = open("ada");

    assertThat(people.find(text)).isEmpty();
    people.close(text);
    String other = people.open("bob", Optional.of(text));

    assertThat(people.find(session)).contains("ada");
    assertThat(people.find(other)).contains("bob");
  }

  private String open(String person) {
    return people.open(person, Optional.empty());
  }
}
