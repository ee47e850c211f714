package dev.connectorkit.console.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConnectorException;
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

/** An id and a target stay with the provider that people signed in with. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class KnownProvidersTest {

  private static final String ONE = "https://one.example";
  private static final String TWO = "https://two.example";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private InstanceWorld world;
  private ProviderRelease release;

  @BeforeEach
  void open() {
    world = new InstanceWorld(kind.fresh(folder));
    release = new ProviderRelease(world.database, world.instances, world.sync, world.audit);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theIdOfARemovedInstanceIsForItsProviderOnly() {
    create("one", ONE);
    world.instances.enable("one", true, "ada");
    world.instances.remove("one", "ada");

    refused(ConsoleError.OTHER_PROVIDER, () -> create("one", TWO));
    assertThat(world.running()).isEmpty();
    assertThat(world.instances.list()).isEmpty();

    StoredInstance again = create("one", ONE + "/");
    assertThat(world.instances.enable("one", true, "ada").enabled()).isTrue();
    assertThat(again.state()).isEqualTo(StoredInstance.State.DRAFT);
  }

  @Test
  void aDraftIsHeldToItToo() {
    create("one", ONE);
    world.instances.enable("one", true, "ada");
    world.instances.remove("one", "ada");
    StoredInstance draft = create("one", ONE);

    refused(
        ConsoleError.OTHER_PROVIDER,
        () -> world.instances.update("one", draft.revision(), at(TWO), "ada"));
    assertThat(world.instances.get("one").config()).containsEntry("server", ONE);
  }

  @Test
  void whoWasNeverEnabledLeavesNothingBehind() {
    create("one", ONE);
    world.instances.remove("one", "ada");

    assertThat(create("one", TWO).config()).containsEntry("server", TWO);
    assertThat(release.list()).isEmpty();
  }

  @Test
  void theTargetOfAConnectorIsNotTheIdOfAnotherProvider() {
    world.create("first", "id", "canary");
    world.instances.enable("first", true, "ada");
    world.instances.remove("first", "ada");

    refused(ConsoleError.OTHER_PROVIDER, () -> create("sample", TWO));
    assertThat(world.create("second", "id", "canary").id()).isEqualTo("second");
  }

  @Test
  void aReleasedIdMayHaveAnyProvider() {
    create("one", ONE);
    world.instances.enable("one", true, "ada");
    refused(ConsoleError.CONFLICT, () -> release.release("one", "ada"));
    world.instances.disable("one", "ada");
    refused(ConsoleError.CONFLICT, () -> release.release("one", "ada"));
    world.instances.remove("one", "ada");

    release.release("one", "ada");

    assertThat(world.audit.entries(Long.MAX_VALUE, 1).get(0))
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("provider.released");
              assertThat(entry.subject()).isEqualTo("one");
              assertThat(entry.before()).contains(ONE);
            });
    create("one", TWO);
    world.instances.enable("one", true, "ada");
    assertThat(release.get("one").provider().values()).containsEntry("server", TWO);
    refused(ConsoleError.NOT_FOUND, () -> release.release("two", "ada"));
  }

  @Test
  void whatWasEnabledBeforeThisWasRememberedIsRememberedNow() {
    create("one", ONE);
    world.instances.enable("one", true, "ada");
    world.database.change(handle -> handle.execute("DELETE FROM console_known_provider"));
    assertThat(release.list()).isEmpty();

    world.instances.disable("one", "ada");

    assertThat(release.get("one").inUse()).isTrue();
  }

  @Test
  void anEnabledOneThatLeadsElsewhereDoesNotRun() {
    create("one", ONE);
    world.instances.enable("one", true, "ada");
    world.create("two", "id", "canary");
    world.database.change(
        handle ->
            handle.execute(
                "UPDATE console_known_provider SET provider = ? WHERE instance_id = 'one'",
                "{\"server\":\"https://three.example\"}"));
    world.instances.enable("two", true, "ada");

    assertThat(world.running()).containsExactly("two");
    assertThat(world.sync.problem("one").orElseThrow()).contains("another provider", "release");
    assertThat(world.sync.sourceProblems())
        .extracting(SourceProblem::kind)
        .containsExactly(SourceProblem.Kind.OTHER_PROVIDER);

    release.release("one", "ada");
    assertThat(world.running()).containsExactlyInAnyOrder("one", "two");
    assertThat(world.sync.sourceProblems()).isEmpty();
  }

  @Test
  void whatNoEarlierVersionOfTheConnectorAskedForDecidesNothing() {
    create("one", ONE);
    world.instances.enable("one", true, "ada");
    world.database.change(
        handle -> handle.execute("UPDATE console_known_provider SET provider = '{}'"));
    world.instances.disable("one", "ada");

    assertThat(world.sync.problem("one")).isEmpty();
    assertThat(release.get("one").provider().values()).containsEntry("server", ONE);
  }

  @Test
  void anEnabledOneIsStillRefusedAtItsField() {
    create("one", ONE);
    StoredInstance enabled = world.instances.enable("one", true, "ada");

    assertThatThrownBy(() -> world.instances.update("one", enabled.revision(), at(TWO), "ada"))
        .isInstanceOf(ConnectorException.class);
  }

  private StoredInstance create(String id, String server) {
    return world.instances.create(id, "sample", at(server), "ada");
  }

  private static InstanceChange at(String server) {
    return new InstanceChange(
        Map.of("clientId", "id", "clientSecret", "canary", "server", server), Set.of(), "");
  }

  private static void refused(ConsoleError error, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
