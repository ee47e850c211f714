package dev.connectorkit.console.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.ConnectorInstance;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored instances, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class InstancesTest {

  private static final String FIRST = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";

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
  void aNewOneIsADraftThatTheHostRuns() {
    StoredInstance made = instances.create("one", "sample", config("id", "canary"), "ada");

    assertThat(made.state()).isEqualTo(StoredInstance.State.DRAFT);
    assertThat(made.config()).isEqualTo(Map.of("clientId", "id"));
    assertThat(made.secrets()).containsOnlyKeys("/clientSecret");
    assertThat(sync.enabled()).isEmpty();
    assertThat(running()).containsExactly("one");
    assertThat(sample.secretOf("one")).contains("canary");
    assertThat(instances.redirectUri("one"))
        .isEqualTo(URI.create("http://localhost:8080/callback/one"));
  }

  @Test
  void anotherProviderIsRefusedOnceItWasEnabled() {
    StoredInstance draft = instances.create("one", "sample", at("https://one.example"), "ada");
    StoredInstance changed =
        instances.update("one", draft.revision(), at("https://two.example"), "ada");
    instances.enable("one", true, "ada");
    StoredInstance disabled = instances.disable("one", "ada");

    assertThatThrownBy(
            () -> instances.update("one", disabled.revision(), at("https://three.example"), "ada"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::pointer)
                    .containsExactly("/server"))
        .hasMessageContaining("another id");
    var keeping =
        new InstanceChange(
            Map.of("clientId", "id", "server", "https://three.example"),
            Set.of("/clientSecret"),
            "");
    assertThatThrownBy(() -> instances.update("one", disabled.revision(), keeping, "ada"))
        .as("and not asked for a secret that would change nothing")
        .hasMessageContaining("another id");
    assertThat(instances.get("one").config()).isEqualTo(changed.config());
    assertThat(
            instances
                .update("one", disabled.revision(), at("https://two.example/"), "ada")
                .config())
        .containsEntry("server", "https://two.example/");
  }

  @Test
  void aSecretGoesToNoOtherServerThanItWasEnteredFor() {
    StoredInstance draft = instances.create("one", "sample", at("https://one.example"), "ada");
    var elsewhere =
        new InstanceChange(
            Map.of("clientId", "id", "server", "https://two.example"), Set.of("/clientSecret"), "");

    assertThatThrownBy(() -> instances.update("one", draft.revision(), elsewhere, "mallory"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::pointer, ConfigProblem::keyword)
                    .containsExactly(tuple("/clientSecret", "required")))
        .hasMessageContaining("Enter it again");

    assertThat(instances.get("one").config()).containsEntry("server", "https://one.example");
    var sameServer =
        new InstanceChange(
            Map.of("clientId", "other", "server", "https://one.example/"),
            Set.of("/clientSecret"),
            "");
    instances.update("one", draft.revision(), sameServer, "ada");
    assertThat(sample.secretOf("one")).contains("canary");
  }

  @Test
  void theProviderOfTheDefaultIsTheSameWhenItIsSpeltOut() {
    instances.create("one", "sample", config("id", "canary"), "ada");
    StoredInstance enabled = instances.enable("one", true, "ada");

    assertThat(
            instances
                .update("one", enabled.revision(), at("https://sample.example"), "ada")
                .config())
        .containsEntry("server", "https://sample.example");
  }

  @Test
  void aChangeOfWhatSomebodyElseChangedMeanwhileIsRefused() {
    StoredInstance made = instances.create("one", "sample", config("id", "canary"), "ada");
    instances.update("one", made.revision(), config("by bob", "canary"), "bob");

    refused(
        ConsoleError.CONFLICT,
        () -> instances.update("one", made.revision(), config("by ada", "canary"), "ada"));

    assertThat(instances.get("one").config()).containsEntry("clientId", "by bob");
    assertThat(sample.configs.get("one").text("clientId")).isEqualTo("by bob");
  }

  @Test
  void aConfigThatBreaksItsSchemaIsRefusedWithAllProblemsAndNothingIsStored() {
    assertThatThrownBy(
            () ->
                instances.create(
                    "one",
                    "sample",
                    new InstanceChange(Map.of("clientSecret", "canary", "x", 1), Set.of(), ""),
                    "ada"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG);
              assertThat(e.problems()).extracting(ConfigProblem::pointer).contains("/clientId");
              assertThat(e.toString()).doesNotContain("canary");
            });
    assertThat(instances.list()).isEmpty();
    assertThat(running()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a b", "a/b", "../a", "ä", "a\u0000", "a\nb"})
  void anIdThatIsNoneIsRefused(String id) {
    refused(
        ConsoleError.INVALID, () -> instances.create(id, "sample", config("id", "canary"), "ada"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\nb", "\u202eevil", "\ud800", "a\u2028b"})
  void aNameThatIsNotVisibleIsRefused(String name) {
    refused(
        ConsoleError.INVALID,
        () ->
            instances.create(
                "one",
                "sample",
                new InstanceChange(Map.of("clientId", "id", "clientSecret", "x"), Set.of(), name),
                "ada"));
  }

  @Test
  void anIdIsTakenOnceAndAConnectorMustBeInstalled() {
    instances.create("one", "sample", config("id", "canary"), "ada");

    refused(
        ConsoleError.CONFLICT,
        () -> instances.create("one", "sample", config("id", "other"), "ada"));
    refused(
        ConsoleError.NOT_FOUND,
        () -> instances.create("two", "nothing", config("id", "other"), "ada"));
    assertThat(sample.secretOf("one")).contains("canary");
  }

  @Test
  void enablingWantsAPassedTryOfThisConfigOrASecondWord() {
    instances.create("one", "sample", config("id", "canary"), "ada");
    refused(ConsoleError.NOT_TRIED, () -> instances.enable("one", false, "ada"));

    String tried = instances.open("one").mark();
    instances.passed("one", tried, "ada");
    assertThat(instances.enable("one", false, "ada").enabled()).isTrue();

    instances.disable("one", "ada");
    StoredInstance changed =
        instances.update("one", instances.get("one").revision(), config("new", "canary"), "ada");
    assertThat(changed.tried()).isFalse();
    instances.passed("one", tried, "ada");
    refused(ConsoleError.NOT_TRIED, () -> instances.enable("one", false, "ada"));
    assertThat(instances.enable("one", true, "ada").enabled()).isTrue();
    assertThat(audit.entries(Long.MAX_VALUE, 1).get(0).action())
        .isEqualTo("instance.enabled-anyway");
  }

  @Test
  void aNewNameAloneLeavesTheTryGood() {
    instances.create("one", "sample", config("id", "canary"), "ada");
    instances.passed("one", instances.open("one").mark(), "ada");

    StoredInstance renamed =
        instances.update(
            "one",
            instances.get("one").revision(),
            new InstanceChange(Map.of("clientId", "id"), Set.of("/clientSecret"), " Our people "),
            "ada");

    assertThat(renamed.tried()).isTrue();
    assertThat(renamed.displayName()).contains("Our people");
  }

  @Test
  void twoServersAreNeverUnderOneTarget() {
    instances.create("one", "sample", config("id", "canary"), "ada");

    // Its own id would be its target, which is the one of the connector's own server.
    assertThatThrownBy(
            () ->
                instances.create(
                    "sample",
                    "sample",
                    new InstanceChange(
                        Map.of(
                            "clientId", "id",
                            "clientSecret", "canary",
                            "server", "https://elsewhere.example"),
                        Set.of(),
                        ""),
                    "ada"))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("target");
    assertThat(instances.list()).extracting(StoredInstance::id).containsExactly("one");
  }

  @Test
  void theOrderStaysAsItWasMade() {
    for (String id : List.of("a", "b", "c")) {
      instances.create(id, "sample", config("id", "canary"), "ada");
      instances.enable(id, true, "ada");
    }
    new InstanceOrder(database, sync, audit).move("c", -1, "ada");
    new InstanceOrder(database, sync, audit).move("a", 5, "ada");
    new InstanceOrder(database, sync, audit).move("c", -9, "ada");

    assertThat(sync.enabled())
        .extracting(enabled -> enabled.instance().id())
        .containsExactly("c", "b", "a");
  }

  @Test
  void anotherNodeFollows() {
    var atTwo = new SampleConnector();
    try (ConnectorHost hostTwo = host(atTwo);
        InstanceSync syncTwo = InstanceSync.start(database, keys(FIRST), hostTwo)) {
      StoredInstance made = instances.create("one", "sample", config("id", "canary"), "ada");
      syncTwo.look();
      assertThat(atTwo.secretOf("one")).contains("canary");

      instances.update("one", made.revision(), config("id", "another"), "ada");
      syncTwo.look();
      assertThat(atTwo.secretOf("one")).contains("another");

      instances.remove("one", "ada");
      syncTwo.look();
      assertThat(hostTwo.instances()).isEmpty();
    }
  }

  @Test
  void theTrailHasBeforeAndAfterWithoutSecrets() {
    StoredInstance made = instances.create("one", "sample", config("before", "canary"), "ada");
    instances.update("one", made.revision(), config("after", "another canary"), "bob");

    var entry = audit.entries(Long.MAX_VALUE, 1).get(0);
    assertThat(entry.actor()).isEqualTo("bob");
    assertThat(entry.before()).contains("\"clientId\":\"before\"").doesNotContain("canary");
    assertThat(entry.after()).contains("\"clientId\":\"after\"").doesNotContain("canary");
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

  private static InstanceChange at(String server) {
    return new InstanceChange(
        Map.of("clientId", "id", "clientSecret", "canary", "server", server), Set.of(), "");
  }

  private static InstanceChange config(String clientId, String secret) {
    return new InstanceChange(Map.of("clientId", clientId, "clientSecret", secret), Set.of(), "");
  }

  private List<String> running() {
    return host.instances().stream().map(ConnectorInstance::id).toList();
  }

  private static void refused(ConsoleError error, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
