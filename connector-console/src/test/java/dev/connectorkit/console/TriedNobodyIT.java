package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A try writes that it was, and its report; it makes nobody a user, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class TriedNobodyIT {

  /** Tries and their reports, and the activity. */
  private static final Set<String> OF_TRIES = Set.of("console_program_try", "console_audit");

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @Parameter DatabaseKind kind;
  @TempDir Path folder;
  private DatabaseSettings settings;
  private ApiWorld api;

  @BeforeEach
  void open() throws IOException {
    settings = kind.fresh(folder);
    api = ApiWorld.with(settings);
    api.add();
    api.operator.get("/admin" + ApiWorld.HUB);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void noTableHasARowMoreAndNoneHasThePerson() {
    Map<String, Integer> before = rows();
    assertThat(before).hasSizeGreaterThan(20).containsKeys("console_instance", "console_sign_in");

    assertThat(api.tried().body().at("/report/passed").asBoolean()).isTrue();
    assertThat(onThePage(true)).contains("The try passed", "Ada Example");
    assertThat(onThePage(false)).contains("The try failed");
    // What is written a moment later is written by then.
    api.world.stop(api.console);

    Map<String, Integer> after = rows();
    assertThat(after.get("console_program_try")).isPositive();
    assertThat(after.get("console_audit")).isGreaterThan(before.get("console_audit"));
    OF_TRIES.forEach(before::remove);
    OF_TRIES.forEach(after::remove);
    assertThat(after).isEqualTo(before);
    assertThat(everything())
        .contains("huggingface", "instance.tried")
        .doesNotContain("Ada Example", "ada-example", "5f0000000000000000000001");
  }

  private String onThePage(boolean granted) {
    api.operator.get("/admin" + ApiWorld.HUB);
    HttpResponse<String> begun = api.operator.submit("form[action$=/try]");
    var back =
        api.world.provider.authorize(
            HandoverScene.location(begun), granted ? Consent.allow(ADA) : Consent.deny(ADA));
    return api.operator.get(back.getRawPath() + "?" + back.getRawQuery()).body();
  }

  private Map<String, Integer> rows() {
    try (var database = ConsoleDatabase.open(settings)) {
      return database.read(
          handle -> {
            var rows = new TreeMap<String, Integer>();
            for (String table : tables(handle)) {
              rows.put(
                  table.toLowerCase(Locale.ROOT),
                  handle
                      .createQuery("SELECT COUNT(*) FROM \"" + table + "\"")
                      .mapTo(Integer.class)
                      .one());
            }
            return rows;
          });
    }
  }

  private String everything() {
    try (var database = ConsoleDatabase.open(settings)) {
      return database.read(
          handle ->
              tables(handle).stream()
                  .map(table -> handle.select("SELECT * FROM \"" + table + "\"").mapToMap().list())
                  .toList()
                  .toString());
    }
  }

  /** All of the schema, those of sign-ins that wait for their callback among them. */
  private static List<String> tables(Handle handle) {
    return handle
        .createQuery(
            "SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = CURRENT_SCHEMA")
        .mapTo(String.class)
        .list();
  }
}
