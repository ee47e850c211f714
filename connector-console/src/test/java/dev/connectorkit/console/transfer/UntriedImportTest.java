package dev.connectorkit.console.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.PendingChange;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a file has enabled is enabled when it passed a try here, or when somebody wants it so. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class UntriedImportTest {

  @Parameter DatabaseKind kind;
  @TempDir Path folder;
  private InstanceWorld world;
  private Transfer transfer;

  @BeforeEach
  void open() {
    world = new InstanceWorld(kind.fresh(folder));
    transfer = Transfers.of(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aNewOneComesDisabledUnlessItIsWantedUntried() {
    Step planned = only(apply(file("id"), false));
    assertThat(planned.untried()).isTrue();
    assertThat(planned.state()).isEqualTo(StoredInstance.State.DISABLED);
    assertThat(one().enabled()).isFalse();
    assertThat(world.sync.enabled()).isEmpty();

    Step wanted = only(apply(file("id"), true));
    assertThat(wanted.action()).isEqualTo(Action.CHANGE);
    assertThat(wanted.untried()).isTrue();
    assertThat(wanted.state()).isEqualTo(StoredInstance.State.ENABLED);
    assertThat(one().enabled()).isTrue();
  }

  @Test
  void whatPassedATryHereIsEnabled() {
    world.create("one", "id", "canary");
    world.instances.passed("one", world.instances.open("one").mark(), "ada");

    Step step = only(apply(file("id"), false));

    assertThat(step.untried()).isFalse();
    assertThat(one().enabled()).isTrue();
  }

  @Test
  void aPassedTryOfAnotherConfigIsNone() {
    world.create("one", "id", "canary");
    world.instances.passed("one", world.instances.open("one").mark(), "ada");

    assertThat(only(apply(file("changed"), false)).untried()).isTrue();
    assertThat(one().enabled()).isFalse();
  }

  @Test
  void whatIsLiveAsItIsGoesOn() {
    world.create("one", "id", "canary");
    world.instances.enable("one", true, "ada");

    Step step = only(apply(file("id"), false));

    assertThat(step.action()).isEqualTo(Action.KEEP);
    assertThat(step.untried()).isFalse();
    assertThat(one().enabled()).isTrue();
  }

  @Test
  void peopleGoOnSigningInWithWhatIsLiveAndTheChangeWaits() {
    world.create("one", "id", "canary");
    world.instances.enable("one", true, "ada");

    Step step = only(apply(file("changed").replace("canary", "another canary"), false));

    assertThat(step.action()).isEqualTo(Action.CHANGE);
    assertThat(step.waits()).isTrue();
    assertThat(step.state()).isEqualTo(StoredInstance.State.ENABLED);
    assertThat(step.differences())
        .extracting(Difference::place)
        .containsExactly("config /clientId", "secret /clientSecret");
    assertThat(one().enabled()).isTrue();
    assertThat(one().config()).containsEntry("clientId", "id");
    assertThat(world.sample.secretOf("one")).contains("canary");
    PendingChange change = changes().find("one").orElseThrow();
    assertThat(change.stale()).isFalse();
    assertThat(change.changedBy()).isEqualTo("ada");
    assertThat(changes().open("one").config())
        .isEqualTo(Map.of("clientId", "changed", "clientSecret", Secret.of("another canary")));
    assertThat(world.audit.entries(Long.MAX_VALUE, 2).toString())
        .contains("instance.imported", "instance.change-saved", "changed")
        .doesNotContain("canary");

    changes().putLive("one", true, "ada");
    assertThat(one().config()).containsEntry("clientId", "changed");
  }

  @Test
  void aChangeThatWaitsAlreadyIsTheSame() {
    world.create("one", "id", "canary");
    world.instances.enable("one", true, "ada");
    apply(file("changed"), false);
    long revision = one().revision();

    ImportPlan plan = apply(file("changed"), false);
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.waits()).as("it is not live for all that").isTrue();
    Step again = only(plan);

    assertThat(again.action()).isEqualTo(Action.KEEP);
    assertThat(again.waits()).isTrue();
    assertThat(one().revision()).isEqualTo(revision);
  }

  @Test
  void aFurtherFileChangesWhatWaits() {
    world.create("one", "id", "canary");
    world.instances.enable("one", true, "ada");
    apply(file("changed"), false);

    Step more = only(apply(file("more"), false));

    assertThat(more.differences())
        .containsExactly(new Difference("config /clientId", "\"changed\"", "\"more\""));
    assertThat(changes().open("one").config()).containsEntry("clientId", "more");
    assertThat(one().config()).containsEntry("clientId", "id");
  }

  @Test
  void aNameIsNoReasonToSaveWhatWaitsAgain() {
    world.create("one", "id", "canary");
    world.instances.enable("one", true, "ada");
    apply(file("changed"), false);
    Instant saved = changes().find("one").orElseThrow().changedAt();
    world.clock.advance(Duration.ofMinutes(1));

    Step named =
        only(apply(file("changed").replace("\"state\"", "\"name\": \"New\", \"state\""), false));

    assertThat(named.differences()).containsExactly(new Difference("name", "", "New"));
    assertThat(one().displayName()).contains("New");
    assertThat(changes().find("one").orElseThrow().changedAt()).isEqualTo(saved);
    assertThat(changes().find("one").orElseThrow().stale()).isFalse();
  }

  @Test
  void whatIsWantedUntriedIsLiveAtOnce() {
    world.create("one", "id", "canary");
    world.instances.enable("one", true, "ada");

    Step step = only(apply(file("changed"), true));

    assertThat(step.waits()).isFalse();
    assertThat(one().enabled()).isTrue();
    assertThat(one().config()).containsEntry("clientId", "changed");
    assertThat(changes().find("one")).isEmpty();
  }

  private PendingChanges changes() {
    return world.changes(InstanceWorld.KEY);
  }

  private ImportPlan apply(String text, boolean enableUntried) {
    InstancesFile file = InstancesFile.parse(text);
    var options = new ImportOptions(false, enableUntried);
    ImportPlan plan = transfer.plan(file, References.refused(), options);
    assertThat(plan.enablesUntried()).isEqualTo(only(plan).untried());
    transfer.apply(file, References.refused(), options, plan.revision(), "ada");
    return plan;
  }

  private StoredInstance one() {
    return world.instances.get("one");
  }

  private static Step only(ImportPlan plan) {
    assertThat(plan.steps()).hasSize(1);
    return plan.steps().get(0);
  }

  private static String file(String clientId) {
    return """
        {"format": "connectorkit-instances", "version": 1, "instances": [
          {"id": "one", "connector": "sample", "state": "enabled",
           "config": {"clientId": "%s", "clientSecret": "canary"}}]}
        """
        .formatted(clientId);
  }
}
