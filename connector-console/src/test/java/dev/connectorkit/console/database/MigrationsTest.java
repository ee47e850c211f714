package dev.connectorkit.console.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.console.DatabaseKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databases of every version, on each kind of database, come to the newest with all they have. A
 * migration needs a file of rows that a console of its version wrote, and a reading of them in
 * {@link StoredRows}.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class MigrationsTest {

  private static final String ROWS = "rows/V%d.sql";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("versions")
  void whatWasStoredIsReadRightlyByTheNewest(int version) throws IOException {
    DatabaseSettings settings = kind.fresh(folder);
    List<Integer> upTo = versions().stream().filter(one -> one <= version).toList();
    for (int step : upTo) {
      ConsoleDatabase.migrate(settings, Optional.of(String.valueOf(step)));
      fill(settings, step);
    }

    try (var database = ConsoleDatabase.open(settings);
        var rows = new StoredRows(database)) {
      for (int step : upTo) {
        rows.requireRead(step);
      }
      rows.requireThatItGoesOn();
    }
  }

  static List<Integer> versions() throws IOException {
    Path migrations;
    try {
      migrations =
          Path.of(
              Objects.requireNonNull(
                      ConsoleDatabase.class.getResource("migration"), "no migrations")
                  .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    try (Stream<Path> files = Files.list(migrations)) {
      List<Integer> versions =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
              .sorted()
              .toList();
      assertThat(versions).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
      return versions;
    }
  }

  /** By the statements that the console of that version wrote with. */
  private static void fill(DatabaseSettings settings, int version) {
    try (HikariDataSource pool = ConnectionPools.forMigration(settings);
        Handle handle = Jdbi.create(pool).open();
        Statement plain = handle.getConnection().createStatement()) {
      List<String> statements = statements(version);
      assertThat(statements).as("rows of version %d", version).isNotEmpty();
      for (String statement : statements) {
        assertThat(plain.executeUpdate(statement)).as(statement).isPositive();
      }
      for (String table : tables(handle)) {
        assertThat(handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one())
            .as("rows of " + table + ", for version %d", version)
            .isPositive();
      }
    } catch (SQLException e) {
      throw new AssertionError("The rows of version " + version + " do not fit it.", e);
    }
  }

  private static List<String> tables(Handle handle) {
    List<String> tables =
        handle
            .createQuery(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE LOWER(table_schema) = LOWER(CURRENT_SCHEMA)"
                    + " AND LOWER(table_name) LIKE 'console_%'"
                    + " AND table_name <> 'console_schema_version'")
            .mapTo(String.class)
            .list();
    assertThat(tables).hasSizeGreaterThanOrEqualTo(8);
    return tables;
  }

  private static List<String> statements(int version) {
    var statements = new ArrayList<String>();
    for (String statement : text(version).replaceAll("(?m)^--.*\n", "").split(";\n")) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }

  private static String text(int version) {
    String name = ROWS.formatted(version);
    try (InputStream rows = MigrationsTest.class.getResourceAsStream(name)) {
      assertThat(rows).as("the migration V%d has no %s", version, name).isNotNull();
      return new String(rows.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
