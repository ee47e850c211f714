package dev.connectorkit.console.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of an instance that people can sign in with waits beside what is live. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class PendingChangesTest {

  private static final String SECOND = "second 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private InstanceWorld world;
  private PendingChanges changes;

  @BeforeEach
  void enableOne() {
    DatabaseSettings settings = kind.fresh(folder);
    world = new InstanceWorld(settings);
    changes = world.changes(InstanceWorld.KEY);
    world.create("one", "id", "canary");
    world.instances.enable("one", true, "ada");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void peopleSignInWithWhatIsLiveUntilTheChangeWasTriedAndPutLive() {
    StoredInstance saved = save("changed", "another canary", "");

    assertThat(saved.config()).containsEntry("clientId", "id");
    assertThat(live()).isEqualTo("id");
    assertThat(world.sample.secretOf("one")).contains("canary");
    PendingChange pending = changes.find("one").orElseThrow();
    assertThat(pending.instance().config()).containsEntry("clientId", "changed");
    assertThat(pending.instance().tried()).isFalse();
    assertThat(pending.changedBy()).isEqualTo("ada");
    assertThat(pending.differences())
        .containsExactly(new Difference("config /clientId", "\"id\"", "\"changed\""));
    refused(ConsoleError.NOT_TRIED, () -> changes.putLive("one", false, "ada"));

    changes.passed("one", changes.open("one").mark(), "ada");
    assertThat(changes.find("one").orElseThrow().instance().tried()).isTrue();
    assertThat(world.instances.get("one").tried()).isFalse();
    StoredInstance put = changes.putLive("one", false, "ada");

    assertThat(put.config()).containsEntry("clientId", "changed");
    assertThat(put.tried()).isTrue();
    assertThat(put.enabled()).isTrue();
    assertThat(live()).isEqualTo("changed");
    assertThat(world.sample.secretOf("one")).contains("another canary");
    assertThat(changes.find("one")).isEmpty();
    assertThat(world.audit.entries(Long.MAX_VALUE, 10).toString())
        .contains("instance.change-saved", "instance.change-tried", "instance.change-put-live")
        .doesNotContain("canary");
  }

  @Test
  void anUntriedChangeGoesLiveOnASecondWordOnly() {
    save("changed", "canary", "");
    changes.putLive("one", true, "ada");

    assertThat(live()).isEqualTo("changed");
    assertThat(world.audit.entries(Long.MAX_VALUE, 1).get(0).action())
        .isEqualTo("instance.change-put-live-anyway");
  }

  @Test
  void aDiscardedChangeIsGone() {
    save("changed", "canary", "");
    StoredInstance left = changes.discard("one", "ada");

    assertThat(left.config()).containsEntry("clientId", "id");
    assertThat(changes.find("one")).isEmpty();
    assertThat(live()).isEqualTo("id");
    refused(ConsoleError.NOT_FOUND, () -> changes.discard("one", "ada"));
    refused(ConsoleError.NOT_FOUND, () -> changes.putLive("one", true, "ada"));
  }

  @Test
  void aFurtherChangeIsOneOfWhatIsPending() {
    save("changed", "another canary", "");
    changes.passed("one", changes.open("one").mark(), "ada");
    changes.save(
        "one",
        revision(),
        new InstanceChange(Map.of("clientId", "more"), kept(), ""),
        false,
        "bob");

    assertThat(changes.open("one").config())
        .isEqualTo(Map.of("clientId", "more", "clientSecret", Secret.of("another canary")));
    assertThat(changes.find("one").orElseThrow().instance().tried()).isFalse();
  }

  @Test
  void aChangeThatIsWantedLiveTakesThePlaceOfThePendingOne() {
    save("changed", "another canary", "");
    StoredInstance stored =
        changes.save(
            "one",
            revision(),
            new InstanceChange(Map.of("clientId", "now"), kept(), ""),
            true,
            "ada");

    assertThat(stored.config()).containsEntry("clientId", "now");
    assertThat(world.sample.secretOf("one")).contains("another canary");
    assertThat(changes.find("one")).isEmpty();
  }

  @Test
  void whatWasChangedUnderItIsNotOverwritten() {
    save("changed", "canary", "");
    world.database.change(
        handle ->
            handle.execute(
                "UPDATE console_instance SET config_revision = config_revision + 1 WHERE id = 'one'"));

    assertThat(changes.find("one").orElseThrow().stale()).isTrue();
    refused(ConsoleError.CONFLICT, () -> changes.putLive("one", true, "ada"));

    save("changed", "canary", "");
    assertThat(changes.find("one").orElseThrow().stale()).isFalse();
    assertThat(changes.putLive("one", true, "ada").config()).containsEntry("clientId", "changed");
  }

  @Test
  void twoOperatorsDoNotOverwriteEachOther() {
    long revision = revision();
    save("by ada", "canary", "");

    refused(
        ConsoleError.CONFLICT,
        () -> changes.save("one", revision, InstanceWorld.change("by bob", "x"), false, "bob"));
  }

  @Test
  void aNameIsChangedAtOnceAndNothingWaits() {
    StoredInstance renamed = save("id", "canary", "Our people");

    assertThat(renamed.displayName()).contains("Our people");
    assertThat(changes.find("one")).isEmpty();
  }

  @Test
  void whatNobodySignsInWithIsChangedAtOnce() {
    world.instances.disable("one", "ada");

    assertThat(save("changed", "canary", "").config()).containsEntry("clientId", "changed");
    assertThat(changes.find("one")).isEmpty();
  }

  @Test
  void whatBreaksTheSchemaIsRefusedAtOnce() {
    assertThatThrownBy(
            () ->
                changes.save(
                    "one",
                    revision(),
                    new InstanceChange(Map.of("clientSecret", "canary"), Set.of(), ""),
                    false,
                    "ada"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::pointer)
                    .containsExactly("/clientId"));
    assertThat(changes.find("one")).isEmpty();
  }

  @Test
  void anotherProviderIsRefusedAtOnce() {
    var elsewhere =
        new InstanceChange(
            Map.of("clientId", "id", "clientSecret", "x", "server", "https://two.example"),
            Set.of(),
            "");

    assertThatThrownBy(() -> changes.save("one", revision(), elsewhere, false, "ada"))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("another id");
  }

  @Test
  void itGoesWithItsInstance() {
    save("changed", "canary", "");
    world.instances.remove("one", "ada");

    assertThat(changes.all()).isEmpty();
  }

  @Test
  void itsSecretsAreSealedAndGetTheNewKey() {
    save("changed", "another canary", "");
    assertThat(stored()).contains("v1.first.").doesNotContain("another canary");

    var both = KeyFile.parse(Secret.of(SECOND + "\n" + InstanceWorld.KEY));
    new Resealing(world.database, both, world.audit).run("ada");

    assertThat(stored()).contains("v1.second.").doesNotContain("v1.first.");
    assertThat(world.changes(SECOND + "\n" + InstanceWorld.KEY).find("one")).isPresent();
  }

  private StoredInstance save(String clientId, String secret, String name) {
    var change =
        new InstanceChange(Map.of("clientId", clientId, "clientSecret", secret), Set.of(), name);
    return changes.save("one", revision(), change, false, "ada");
  }

  private static Set<String> kept() {
    return Set.of("/clientSecret");
  }

  private long revision() {
    return world.instances.get("one").revision();
  }

  private String live() {
    return world.sample.configs.get("one").text("clientId");
  }

  private String stored() {
    return world
        .database
        .read(handle -> handle.select("SELECT * FROM console_pending_change").mapToMap().list())
        .toString();
  }

  private static void refused(ConsoleError error, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
