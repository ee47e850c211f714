package dev.connectorkit.console.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.ConnectorInstance;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets at rest, and what is stored and cannot be used, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class StoredSecretsTest {

  private static final String FIRST = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";
  private static final String SECOND = "second 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private final SampleConnector sample = new SampleConnector();
  private ConsoleDatabase database;
  private ConnectorHost host;
  private AuditTrail audit;
  private InstanceSync sync;
  private Instances instances;

  @BeforeEach
  void open() {
    database = ConsoleDatabase.open(kind.fresh(folder));
    audit = new AuditTrail(database, clock);
    start(FIRST);
  }

  @AfterEach
  void close() {
    stop();
    database.close();
  }

  @Test
  void itsSecretIsInNoTableInClear() {
    instances.create("one", "sample", config("id", "canary"), "ada");
    instances.remove("one", "ada");
    instances.create("two", "sample", config("id", "canary"), "ada");

    assertThat(everything()).contains("v1.first.", "clientId").doesNotContain("canary");
    assertThat(instances.get("two").toString()).doesNotContain("canary");
  }

  @Test
  void aKeptSecretStaysAndAReplacedOneDoesNot() {
    StoredInstance made = instances.create("one", "sample", config("id", "canary"), "ada");
    clock.advance(Duration.ofHours(1));

    StoredInstance kept =
        instances.update(
            "one",
            made.revision(),
            new InstanceChange(Map.of("clientId", "other"), Set.of("/clientSecret"), ""),
            "ada");
    assertThat(kept.config()).containsEntry("clientId", "other");
    assertThat(kept.secrets()).isEqualTo(made.secrets());
    assertThat(sample.secretOf("one")).contains("canary");

    StoredInstance replaced =
        instances.update("one", kept.revision(), config("other", "another"), "ada");
    assertThat(replaced.secrets().get("/clientSecret"))
        .isAfter(made.secrets().get("/clientSecret"));
    assertThat(sample.secretOf("one")).contains("another");
  }

  @Test
  void aSecretThatIsNeitherKeptNorGivenIsGone() {
    StoredInstance made =
        instances.create(
            "one",
            "sample",
            new InstanceChange(
                Map.of("clientId", "id", "clientSecret", "canary", "other", "more"), Set.of(), ""),
            "ada");
    assertThat(made.secrets()).containsOnlyKeys("/clientSecret", "/other");

    StoredInstance changed =
        instances.update(
            "one",
            made.revision(),
            new InstanceChange(Map.of("clientId", "id"), Set.of("/clientSecret"), ""),
            "ada");

    assertThat(changed.secrets()).containsOnlyKeys("/clientSecret");
  }

  @Test
  void aBrokenConfigTakesDownThatOneAloneAndSaysWhy() {
    instances.create("good", "sample", config("id", "canary"), "ada");
    instances.create("broken", "sample", config("id", "canary"), "ada");
    change("UPDATE console_instance SET config = '{\"clientId\": 7}' WHERE id = 'broken'");
    stop();
    start(FIRST);

    assertThat(running()).containsExactly("good");
    assertThat(sync.problem("broken").orElseThrow()).contains("clientId");
    assertThat(sync.problem("good")).isEmpty();
    assertThat(instances.list()).hasSize(2);

    change("UPDATE console_instance SET config = 'canary no JSON' WHERE id = 'broken'");
    stop();
    start(FIRST);
    assertThat(running()).containsExactly("good");
    assertThat(sync.problem("broken").orElseThrow())
        .contains("not a JSON object")
        .doesNotContain("canary");
  }

  @Test
  void aSecretThatWasMovedToAnotherInstanceDoesNotOpen() {
    instances.create("good", "sample", config("id", "canary"), "ada");
    instances.create("other", "sample", config("id", "another"), "ada");
    change(
        "UPDATE console_instance_secret SET sealed = (SELECT sealed FROM console_instance_secret"
            + " WHERE instance_id = 'good') WHERE instance_id = 'other'");
    stop();
    start(FIRST);

    assertThat(running()).containsExactly("good");
    assertThat(sync.problem("other").orElseThrow()).contains("changed or moved");
  }

  @Test
  void aSecretUnderAnUnknownKeyNamesTheKey() {
    instances.create("one", "sample", config("id", "canary"), "ada");
    stop();
    start(SECOND);

    assertThat(running()).isEmpty();
    assertThat(sync.problem("one").orElseThrow()).contains("'first'");
  }

  @Test
  void aKeyIsExchangedWithoutEnteringASecretAgain() {
    instances.create("one", "sample", config("id", "canary"), "ada");
    stop();
    start(SECOND + "\n" + FIRST);
    assertThat(sample.secretOf("one")).contains("canary");

    var resealing = new Resealing(database, keys(SECOND + "\n" + FIRST), audit);
    assertThat(resealing.run("ada")).isEqualTo(1);
    assertThat(resealing.run("ada")).isZero();

    stop();
    sample.configs.clear();
    start(SECOND);
    assertThat(sample.secretOf("one")).contains("canary");
  }

  @Test
  void whatCannotBeStoredIsNotRun() {
    StoredInstance made = instances.create("one", "sample", config("id", "canary"), "ada");
    change("ALTER TABLE console_audit RENAME TO console_audit_away");

    assertThatThrownBy(
            () -> instances.update("one", made.revision(), config("new", "another"), "ada"))
        .isInstanceOf(ConnectorException.class);
    assertThatThrownBy(() -> instances.create("two", "sample", config("id", "canary"), "ada"))
        .isInstanceOf(ConnectorException.class);

    assertThat(running()).containsExactly("one");
    assertThat(sample.secretOf("one")).contains("canary");
    assertThat(instances.list()).containsExactly(made);
  }

  private void start(String keys) {
    host = host(sample);
    sync = InstanceSync.start(database, keys(keys), host);
    instances = new Instances(database, keys(keys), host, sync, audit, clock);
  }

  private void stop() {
    sync.close();
    host.close();
  }

  private static ConnectorHost host(SampleConnector connector) {
    return ConnectorHost.builder()
        .connector(connector)
        .publicBaseUrl(URI.create("http://localhost:8080"))
        .open();
  }

  private static SealingKeys keys(String text) {
    return KeyFile.parse(Secret.of(text));
  }

  private static InstanceChange config(String clientId, String secret) {
    return new InstanceChange(Map.of("clientId", clientId, "clientSecret", secret), Set.of(), "");
  }

  private List<String> running() {
    return host.instances().stream().map(ConnectorInstance::id).toList();
  }

  private void change(String sql) {
    database.change(handle -> handle.execute(sql));
  }

  private String everything() {
    return database.read(
        handle ->
            List.of("console_instance", "console_instance_secret", "console_audit").stream()
                .map(table -> handle.select("SELECT * FROM " + table).mapToMap().list())
                .toList()
                .toString());
  }
}
