package dev.connectorkit.console.source;

import static dev.connectorkit.console.source.FileWorld.entry;
import static dev.connectorkit.console.source.FileWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.ProviderRelease;
import dev.connectorkit.console.instance.SourceProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file and the environment do not lead people to another provider under the same id. */
class ManagedProvidersTest {

  private static final String ONE = "https://one.example";
  private static final String TWO = "https://two.example";

  @TempDir Path folder;
  private FileWorld files;

  @BeforeEach
  void name() {
    files = new FileWorld(folder);
  }

  @AfterEach
  void close() {
    files.close();
  }

  @Test
  void anotherProviderInTheFileTakesDownThatInstanceAloneUntilItIsReleased() throws IOException {
    files.write(at("one", ONE), at("other", ONE));
    InstanceWorld world = files.open(Map.of());
    assertThat(world.running()).containsExactlyInAnyOrder("one", "other");

    files.write(at("one", TWO), at("other", ONE));
    files.looks(2);

    stopped(world, "one");
    assertThat(world.running()).containsExactly("other");
    assertThat(world.sync.enabled()).hasSize(1);

    var release = new ProviderRelease(world.database, world.instances, world.sync, world.audit);
    assertThat(release.get("one").inUse()).isFalse();
    release.release("one", "ada");

    assertThat(world.running()).containsExactlyInAnyOrder("one", "other");
    assertThat(world.sync.sourceProblems()).isEmpty();
    assertThat(release.get("one").provider().values()).containsEntry("server", TWO);
  }

  @Test
  void theFormerProviderRunsAgainAtOnce() throws IOException {
    files.write(at("one", ONE));
    InstanceWorld world = files.open(Map.of());
    files.write(at("one", TWO));
    files.looks(2);
    stopped(world, "one");

    files.write(at("one", ONE + "/"));
    files.looks(2);

    assertThat(world.running()).containsExactly("one");
    assertThat(world.sync.sourceProblems()).isEmpty();
  }

  @Test
  void anIdThatCameBackAfterAWhileIsHeldToItsProviderToo() throws IOException {
    files.write(at("one", ONE));
    InstanceWorld world = files.open(Map.of());
    files.write();
    files.looks(2);
    assertThat(world.running()).isEmpty();

    files.write(at("one", TWO));
    files.looks(2);

    stopped(world, "one");
  }

  @Test
  void oneThatIsNotEnabledThereMayHaveAnyProvider() throws IOException {
    files.write(at("one", ONE).replace("\"enabled\"", "\"disabled\""));
    InstanceWorld world = files.open(Map.of());

    files.write(at("one", TWO));
    files.looks(2);

    assertThat(world.running()).containsExactly("one");
  }

  @Test
  void aVariableThatLeadsElsewhereTakesDownItsInstanceAlone() {
    InstanceWorld world = files.open(Map.of());
    create(world, "one", ONE);
    create(world, "other", ONE);

    InstanceWorld restarted = files.open(Map.of("CONNECTOR_ONE__SERVER", TWO));

    stopped(restarted, "one");
    assertThat(restarted.running()).containsExactly("other");
    assertThat(files.open(Map.of()).running()).containsExactlyInAnyOrder("one", "other");
  }

  private static void stopped(InstanceWorld world, String id) {
    assertThat(world.running()).doesNotContain(id);
    assertThat(world.sync.sourceProblems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.OTHER_PROVIDER);
              assertThat(problem.subject()).isEqualTo(id);
              assertThat(problem.message())
                  .contains("does not run", "another provider", "Choose another id", "release");
            });
    assertThat(world.sync.problem(id)).isPresent();
  }

  private static void create(InstanceWorld world, String id, String server) {
    var change =
        new InstanceChange(
            Map.of("clientId", "id", "clientSecret", "canary", "server", server), Set.of(), "");
    world.instances.create(id, "sample", change, "ada");
    world.instances.enable(id, true, "ada");
  }

  private static String at(String id, String server) {
    return with(entry(id, "id", "canary"), "server", server);
  }
}
